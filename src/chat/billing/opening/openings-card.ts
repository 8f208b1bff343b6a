import type { OpeningsPreview } from "../../../core/billing/opening/import/read-openings.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { plain, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { dayText, sumText } from "../words.ts";

export const openingsCardKind = "openings-import";

/** A table of opening balances from its arrival to its being entered. */
export const openingsCard: CardPresenter = async (read, vault, { subjectId }) => {
  const found = await read.openingImport.findUnique({ where: { id: subjectId } });
  if (!found) return null;
  const { currency } = await read.company.findUniqueOrThrow({ where: { id: found.companyId } });
  const heading: Block = {
    type: "heading",
    text: t("billing.opening.import.title", {
      file: vault.open(found.nameSealed),
      date: dayText(found.date),
    }),
  };
  const { state, refusal, rows, rowsDone: done } = found;
  const says = (text: ReturnType<typeof t>): View => ({ blocks: [heading, { type: "text", text }] });
  if (state === "unreadable") return says(t(`meters.import.refusal.${refusal}`));
  if (state === "previewed")
    return previewed(found.id, heading, currency, found.preview as unknown as OpeningsPreview);
  if (state === "importing") return says(t("billing.opening.import.entering", { done, rows }));
  if (state === "imported") return says(t("billing.opening.import.entered", { count: done }));
  if (state === "cancelled") return says(t("billing.opening.import.cancelled"));
  return says(t("billing.opening.import.reading"));
};

const previewed = (importId: string, heading: Block, currency: string, preview: OpeningsPreview): View => {
  const { units, problems } = preview;
  const button = (name: "enter" | "cancel", style?: Button["style"]): Button => ({
    label: t(`billing.opening.import.button.${name}`),
    do: { action: action(`bl.op${name}`, importId) },
    ...(style ? { style } : {}),
  });
  return {
    blocks: [
      heading,
      {
        type: "fields",
        fields: [
          { label: t("billing.opening.import.units"), value: plain(String(units)) },
          ...(["debt", "penalty", "advance"] as const).map((name) => ({
            label: t(`billing.opening.${name}`),
            value: sumText(BigInt(preview[name]), currency),
          })),
          { label: t("billing.opening.import.problems"), value: plain(String(problems)) },
        ],
      },
      {
        type: "note",
        text: t(problems > 0 ? "billing.opening.import.with-problems" : "billing.opening.import.nothing-yet"),
      },
    ],
    buttons: [[...(units > 0 ? [button("enter", "primary")] : []), button("cancel")]],
  };
};
