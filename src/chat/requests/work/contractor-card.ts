import type { Vault } from "../../../core/crypto/vault.ts";
import { type RequestCard, requestCard } from "../../../core/requests/request-card.ts";
import { openStates } from "../../../core/requests/transitions.ts";
import {
  phoneOf,
  type Standing,
  standingOf,
  type WorkCard,
  workCard,
} from "../../../core/requests/work/work-card.ts";
import type { CardModel, Db } from "../../../database/types.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { inRows } from "../../in-rows.ts";
import { moment, plain, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { filesNote, locationNote, stateText, titleText, wayText } from "../card-fields.ts";
import { authorText, categoryWord } from "../words.ts";
import { workFields } from "./work-fields.ts";

export const contractorCardKind = "request-contractor";

/**
 * The card in a contractor's chat. An offer tells the work and the building; the flat, the name and the phone come with
 * acceptance, and go with it too.
 */
export const contractorCard: CardPresenter = async (read, vault, { subjectId, personId }: CardModel) =>
  personId === null ? null : contractorView(read, vault, { requestId: subjectId, contractorId: personId });

export const contractorView = async (
  read: Db,
  vault: Vault,
  { requestId, contractorId }: { requestId: string; contractorId: string },
): Promise<View | null> => {
  const card = await requestCard(read, vault, requestId);
  const standing = card && (await standingOf(read, { requestId, contractorId }));
  if (!card) return null;
  const state: Standing = standing?.state ?? "withdrawn";
  if (state === "accepted" && card.assignee?.id === contractorId)
    return takenView(
      card,
      await workCard(read, vault, requestId),
      card.author.gone ? null : await phoneOf(read, vault, card.author.id),
    );
  if (state === "offered" && standing && openStates.includes(card.state))
    return offerView(card, standing.offerId);
  return {
    blocks: [
      { type: "heading", text: titleText(card) },
      { type: "text", text: t(`requests.offer.${state === "declined" ? "declined" : "over"}`) },
    ],
  };
};

const offerView = (card: RequestCard, offerId: string): View => ({
  blocks: [
    { type: "heading", text: t("requests.offer.title", { number: card.number }) },
    { type: "quote", text: plain(card.text) },
    {
      type: "fields",
      fields: [
        { label: t("requests.card.category"), value: categoryWord(card.category) },
        { label: t("requests.card.place"), value: plain(card.building.address) },
        {
          label: t("requests.card.fix-by"),
          value: t("chat.moment", { at: moment(card.fixDueAt, card.building.timeZone) }),
        },
      ],
    },
    ...filesToCome(card),
    { type: "note", text: t("requests.offer.note") },
  ],
  buttons: [
    [
      { label: t("requests.button.accept"), do: { action: action("rq.accept", offerId) }, style: "primary" },
      { label: t("requests.button.refuse"), do: { action: action("rq.refuse", offerId) }, style: "danger" },
    ],
  ],
});

/** Pictures are mostly of somebody's home, so who has not accepted is only told that there are some. */
const filesToCome = ({ attachments }: RequestCard): Block[] => {
  const count = attachments.filter(
    ({ state, visibility }) => state === "stored" && visibility === "shared",
  ).length;
  return count === 0 ? [] : [{ type: "note", text: t("requests.offer.files", { count }) }];
};

const takenView = (card: RequestCard, work: WorkCard, phone: string | null): View => ({
  blocks: [
    { type: "heading", text: titleText(card) },
    { type: "quote", text: plain(card.text) },
    {
      type: "fields",
      fields: [
        { label: t("requests.card.state"), value: stateText(card) },
        { label: t("requests.card.category"), value: categoryWord(card.category) },
        { label: t("requests.card.place"), value: wayText(card) },
        { label: t("requests.card.author"), value: authorText(card) },
        ...(phone === null ? [] : [{ label: t("requests.card.phone"), value: plain(phone) }]),
        ...(card.access ? [{ label: t("requests.card.access"), value: plain(card.access) }] : []),
        {
          label: t("requests.card.fix-by"),
          value: t("chat.moment", { at: moment(card.fixDueAt, card.building.timeZone) }),
        },
        ...workFields(work, card.building.timeZone),
      ],
    },
    ...locationNote(card),
    ...filesNote(card, false),
    ...answerNote(card),
  ],
  buttons: inRows(buttonsOf(card), 2),
});

const answerNote = ({ state }: RequestCard): Block[] =>
  openStates.includes(state) ? [{ type: "note", text: t("requests.offer.reply-note") }] : [];

const buttonsOf = ({ id, state, attachments }: RequestCard): Button[] => {
  const button = (name: string, route: string, style?: Button["style"]): Button => ({
    label: t(`requests.button.${name}`),
    do: { action: action(route, id) },
    ...(style ? { style } : {}),
  });
  const files = attachments.some((file) => file.state === "stored" && file.visibility === "shared")
    ? [button("files", "rq.files")]
    : [];
  if (state !== "taken" && state !== "in_progress") return files;
  return [
    button("here", "vs.here", state === "taken" ? "primary" : undefined),
    button("slot", "vs.new"),
    button("quote", "qt.new"),
    button("report", "rq.report", state === "in_progress" ? "primary" : undefined),
    button("ask", "rq.ask"),
    ...files,
  ];
};
