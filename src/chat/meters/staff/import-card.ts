import type { ReadingsPreview } from "../../../core/meters/import/read-readings.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";

export const readingsCardKind = "readings-import";

/** A table of readings from its arrival to its being written. */
export const readingsCard: CardPresenter = async (read, vault, { subjectId }) => {
  const found = await read.readingImport.findUnique({ where: { id: subjectId } });
  if (!found) return null;
  const heading: Block = {
    type: "heading",
    text: t("meters.import.title", { file: vault.open(found.nameSealed) }),
  };
  const { state, refusal, rows, rowsDone: done } = found;
  const says = (text: ReturnType<typeof t>): View => ({ blocks: [heading, { type: "text", text }] });
  if (state === "unreadable") return says(t(`meters.import.refusal.${refusal}`));
  if (state === "previewed") return previewed(found.id, heading, found.preview as unknown as ReadingsPreview);
  if (state === "importing") return says(t("meters.import.importing", { done, rows }));
  if (state === "imported") return imported(heading, rows, found.preview as ReadingsPreview | null);
  if (state === "cancelled") return says(t("meters.import.cancelled"));
  return says(t("meters.import.reading"));
};

/** Rows that a card names; the audit log has all. */
const mostRows = 20;

const imported = (heading: Block, rows: number, preview: ReadingsPreview | null): View => {
  const refused = preview?.refused ?? [];
  const blocks: Block[] = [
    heading,
    { type: "text", text: t("meters.import.imported", { count: rows - refused.length }) },
  ];
  if (refused.length > 0) {
    const named = refused.slice(0, mostRows).join(", ") + (refused.length > mostRows ? "…" : "");
    blocks.push({
      type: "text",
      text: t("meters.import.refused", { count: refused.length, rows: named }),
    });
  }
  return { blocks };
};

const previewed = (importId: string, heading: Block, preview: ReadingsPreview): View => {
  const { readings, meters, unusual, problems } = preview;
  const button = (name: "imp" | "impc", style?: Button["style"]): Button => ({
    label: t(`meters.import.button.${name}`),
    do: { action: action(`me.${name}`, importId) },
    ...(style ? { style } : {}),
  });
  return {
    blocks: [
      heading,
      {
        type: "fields",
        fields: [
          { label: t("meters.import.field.readings"), value: { plain: String(readings) } },
          { label: t("meters.import.field.meters"), value: { plain: String(meters) } },
          { label: t("meters.import.field.unusual"), value: { plain: String(unusual) } },
          { label: t("meters.import.field.problems"), value: { plain: String(problems) } },
        ],
      },
      { type: "note", text: t(problems > 0 ? "meters.import.with-problems" : "meters.import.nothing-yet") },
    ],
    buttons: [[...(readings + meters > 0 ? [button("imp", "primary")] : []), button("impc")]],
  };
};
