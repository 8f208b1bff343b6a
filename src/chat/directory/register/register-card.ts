import { columnNames } from "../../../core/directory/register/columns.ts";
import { openPreview, type RegisterPreview } from "../../../core/directory/register/preview.ts";
import { writtenOf } from "../../../core/directory/register/run-register-import.ts";
import type { RegisterImportModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { joined, plain, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { areaText } from "../area-words.ts";
import { writtenText } from "../import-words.ts";
import { letterOf } from "./columns-form.ts";

export const registerCardKind = "register";

/** A register from its arrival to its undoing. */
export const registerCard: CardPresenter = async (read, vault, { subjectId }) => {
  const found = await read.registerImport.findUnique({ where: { id: subjectId } });
  if (!found) return null;
  const preview = found.previewSealed === null ? null : openPreview(vault, found.previewSealed);
  const heading: Block = {
    type: "heading",
    text: t("directory.register.title", { file: vault.open(found.nameSealed) }),
  };
  const { blocks, buttons } = bodyOf(found, preview);
  return { blocks: [heading, ...blocks], ...(buttons.length > 0 ? { buttons: [buttons] } : {}) };
};

interface Body {
  blocks: Block[];
  buttons: Button[];
}

const says = (...texts: Parameters<typeof t>[]): Body => ({
  blocks: texts.map((text) => ({ type: "text", text: t(...text) })),
  buttons: [],
});

const bodyOf = (found: RegisterImportModel, preview: RegisterPreview | null): Body => {
  const { state, refusal, rows, rowsDone: done } = found;
  if (state === "unreadable") return says([`directory.register.refusal.${refusal}`]);
  if (state === "reading" || !preview) return says(["directory.register.reading"]);
  if (state === "previewed") return previewed(found.id, preview);
  if (state === "cancelled") return says(["directory.register.cancelled"]);
  if (state === "importing") return says(["directory.register.importing", { done, rows }]);
  if (state === "undoing") return says(["directory.register.undoing"]);
  if (state === "undone") return says(["directory.register.undone"]);
  return imported(found, preview);
};

const button = (name: "imp" | "impv" | "impc" | "impu" | "map", importId: string): Button => ({
  label: t(`directory.register.button.${name}`),
  do: { action: action(`dr.${name}`, importId) },
});

const previewed = (importId: string, preview: RegisterPreview): Body => {
  const { problems, valid } = preview;
  const confirm: Button[] =
    problems === 0
      ? [{ ...button("imp", importId), style: "primary" }]
      : valid > 0
        ? [button("impv", importId)]
        : [];
  const words: Block[] =
    problems > 0
      ? [{ type: "text", text: t("directory.register.problems", { count: problems }) }]
      : [{ type: "note", text: t("directory.register.nothing-yet") }];
  return {
    blocks: [
      ...(valid > 0 ? [totals(preview), ...areaTable(preview), ...endingNote(preview)] : []),
      columnsNote(preview),
      ...sheetNote(preview),
      ...(preview.heading.origin === null ? [] : words),
    ],
    buttons: [...confirm, button("map", importId), button("impc", importId)],
  };
};

/** The control total of each building, for checking against its papers. */
const areaTable = ({ areas, counts }: RegisterPreview): Block[] => {
  if (areas.length < 2) return [];
  const rest = counts.buildings - areas.length;
  return [
    {
      type: "table",
      head: ["buildings", "units", "area"].map((name) => t(`directory.register.field.${name}`)),
      rows: areas.map(({ address, units, area }) => [plain(address), plain(String(units)), areaText(area)]),
      numeric: [1, 2],
    },
    ...(rest > 0
      ? [{ type: "note" as const, text: t("directory.register.more-buildings", { count: rest }) }]
      : []),
  ];
};

/** Said before it happens: a column of dates that was taken for last days would shut people out. */
const endingNote = ({ counts: { ending } }: RegisterPreview): Block[] =>
  ending > 0 ? [{ type: "text", text: t("directory.register.ending", { count: ending }) }] : [];

/** Which heading was taken for what: wrong columns are seen before anything is written. */
const columnsNote = ({ heading }: RegisterPreview): Block => {
  const { columns, cells, origin } = heading;
  if (origin === null) return { type: "text", text: t("directory.register.columns.none") };
  const taken = columnNames.flatMap((name) => {
    const place = columns[name];
    if (place === undefined) return [];
    return [joined(" ← ", t(`directory.import.column.${name}`), plain(cells[place] || letterOf(place)))];
  });
  return { type: "note", text: t(`directory.register.columns.${origin}`, { list: joined("; ", ...taken) }) };
};

/** Said of workbooks only: which sheet this is, and which others wait to be read. */
const sheetNote = ({ heading: { sheet }, otherSheets }: RegisterPreview): Block[] => {
  if (sheet === null || otherSheets.length === 0) return [];
  const others = joined(", ", ...otherSheets.slice(0, shownSheets).map((name) => plain(name)));
  return [{ type: "note", text: t("directory.register.sheets", { sheet, others }) }];
};

const shownSheets = 10;

const totals = ({ counts, area, addresses, known }: RegisterPreview): View["blocks"][number] => {
  const rest = counts.buildings - addresses.length;
  return {
    type: "fields",
    fields: [
      {
        label: t("directory.register.field.buildings"),
        value: plain([...addresses, ...(rest > 0 ? [`+${rest}`] : [])].join("; ")),
      },
      {
        label: t("directory.register.field.units"),
        value: t("directory.register.field.units-value", {
          units: counts.units,
          fresh: counts.units - known,
          known,
        }),
      },
      { label: t("directory.register.field.people"), value: plain(String(counts.people)) },
      { label: t("directory.register.field.area"), value: areaText(area) },
      {
        label: t("directory.register.field.skipped"),
        value: t("directory.register.field.skipped-value", {
          skipped: counts.skipped,
          repeated: counts.repeated,
        }),
      },
    ],
  };
};

const imported = ({ id, written, refusal }: RegisterImportModel, preview: RegisterPreview): Body => {
  const left: Block[] = preview.problems
    ? [{ type: "note", text: t("directory.register.left-out", { count: preview.problems }) }]
    : [];
  const kept: Block[] = refusal
    ? [{ type: "text", text: t(`directory.register.kept.${refusal}`) }]
    : [{ type: "note", text: t("directory.register.may-undo") }];
  const { sharesOver } = writtenOf(written);
  const over: Block[] = sharesOver
    ? [{ type: "text", text: t("directory.register.shares-over", { count: sharesOver }) }]
    : [];
  const undo: Button = { ...button("impu", id), style: "danger", confirm: t("directory.register.undo-sure") };
  return {
    blocks: [{ type: "text", text: writtenText(writtenOf(written)) }, ...over, ...left, ...kept],
    buttons: refusal ? [] : [undo],
  };
};
