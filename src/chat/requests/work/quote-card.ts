import type { Vault } from "../../../core/crypto/vault.ts";
import { personName } from "../../../core/requests/person-name.ts";
import { requestCard } from "../../../core/requests/request-card.ts";
import { type Line, linesFromJson } from "../../../core/requests/work/line.ts";
import type { CardModel, Db, QuoteModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { money, plain, type Text, t } from "../../text.ts";
import type { Button, View } from "../../view.ts";
import { placeText } from "../card-fields.ts";
import { categoryWord } from "../words.ts";

export const quoteCardKind = "quote";

/** A quote before those who may approve it: what, for how much, and the two buttons while it waits. */
export const quoteCard: CardPresenter = async (read, vault, { subjectId, personId }: CardModel) => {
  const quote = await read.quote.findUnique({ where: { id: subjectId } });
  return quote && quoteView(read, vault, quote, personId === null);
};

const quoteView = async (
  read: Db,
  vault: Vault,
  quote: QuoteModel,
  amongStaff: boolean,
): Promise<View | null> => {
  const card = await requestCard(read, vault, quote.requestId);
  if (!card) return null;
  const { currency } = await read.company.findUniqueOrThrow({
    where: { id: quote.companyId },
    select: { currency: true },
  });
  const contractor = await personName(read, vault, quote.contractorId);
  const decider = await personName(read, vault, quote.decidedBy);
  const total = { total: money(quote.total, currency) };
  return {
    blocks: [
      {
        type: "heading",
        text: t("requests.quote-card.title", { number: quote.number, request: card.number }),
      },
      {
        type: "fields",
        fields: [
          { label: t("requests.quote-card.contractor"), value: plain(contractor ?? "") },
          { label: t("requests.card.category"), value: categoryWord(card.category) },
          { label: t("requests.card.place"), value: placeText(card) },
          { label: t("requests.quote-card.total"), value: t("requests.quote-card.sum", total) },
        ],
      },
      { type: "list", items: lineTexts(linesFromJson(quote.lines), currency) },
      ...(quote.noteSealed === null
        ? []
        : [{ type: "quote", text: plain(vault.open(quote.noteSealed)) } as const]),
      {
        type: "text",
        text: t(`requests.quote-state.${quote.state}`, total),
      },
      ...(decider === null
        ? []
        : [{ type: "note", text: t("requests.quote-card.decided", { who: plain(decider) }) } as const]),
      ...(quote.reasonSealed === null
        ? []
        : [{ type: "quote", text: plain(vault.open(quote.reasonSealed)) } as const]),
    ],
    buttons: quote.state === "waiting" ? [buttonsOf(quote, amongStaff)] : [],
  };
};

/** Above the limit the staff can only remind the board. */
const buttonsOf = ({ id, aboveLimit }: QuoteModel, amongStaff: boolean): Button[] =>
  amongStaff && aboveLimit
    ? [{ label: t("requests.button.ask-board"), do: { action: action("qt.board", id) } }]
    : [
        { label: t("requests.button.approve"), do: { action: action("qt.ok", id) }, style: "primary" },
        { label: t("requests.button.turn-down"), do: { action: action("qt.no", id) }, style: "danger" },
      ];

/** "Ball valve: 2 × 450.00 = 900.00", a line each. */
export const lineTexts = (lines: readonly Line[], currency: string): Text[] =>
  lines.map((line) =>
    t(`requests.work-line.${line.kind}`, {
      title: plain(line.title),
      quantity: quantityText(line.quantity),
      price: money(line.price, currency),
      amount: money(line.amount, currency),
    }),
  );

/** Thousandths without the zeros that say nothing. */
const quantityText = (thousandths: number): Text => {
  const whole = Math.trunc(thousandths / 1000);
  const rest = String(thousandths % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return rest === "" ? plain(String(whole)) : t("requests.decimal", { whole, rest });
};
