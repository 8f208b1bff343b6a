import { can } from "../../../core/access/policy.ts";
import { chooseColumns } from "../../../core/directory/register/choose-columns.ts";
import { type Columns, columnNames } from "../../../core/directory/register/columns.ts";
import { openPreview, type ShownHeading } from "../../../core/directory/register/preview.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Form, Option } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";

const none = "none";
/** Rows under which headings may stand. */
const lastRow = 1000;

/** Where each column of a register stands. Its only argument is the import. */
export const columnsForm: Form = {
  id: "directory.columns",
  title: t("directory.mapping.title"),
  submit: t("directory.mapping.submit"),
  open: async ({ tx, vault, actor }, [importId = ""]) => {
    const found = await tx.registerImport.findUnique({ where: { id: importId } });
    const refusal = (code: string) => ({ ok: false, text: refusalText({ ok: false, code }) }) as const;
    if (!found) return refusal("not-found");
    if (!can(actor, "register.import", { companyId: found.companyId })) return refusal("forbidden");
    if (found.state !== "previewed" || found.previewSealed === null) return refusal("wrong-state");
    const { heading } = openPreview(vault, found.previewSealed);
    const options = optionsOf(heading);
    return {
      ok: true,
      intro: t("directory.mapping.intro"),
      fields: [
        ...columnNames.map((name) => ({
          name,
          label: t(`directory.import.column.${name}`),
          input: {
            kind: "choice" as const,
            options,
            initial: String(heading.columns[name] ?? none),
          },
        })),
        {
          name: "row",
          label: t("directory.mapping.row"),
          hint: t("directory.mapping.row-hint"),
          input: { kind: "text", maxLength: 4, initial: String(heading.row + 1) },
          validate: (value) =>
            value.kind === "text" && rowIn(value.text) === undefined
              ? t("directory.mapping.bad-row")
              : undefined,
        },
      ],
    };
  },
  submitted: async (work, [importId = ""], input) => {
    const row = rowIn(textOf(input, "row") ?? "") ?? 0;
    const outcome = await chooseColumns(work, { importId, row, columns: columnsIn(input) });
    if (outcome.ok) return { ok: true, text: t("directory.mapping.saved") };
    const text = refusalText(outcome);
    return outcome.code === "no-unit-column" ? { ok: false, text, field: "unit" } : { ok: false, text };
  },
};

/** As a spreadsheet counts, 0 for a table without headings; then counted from 0, or -1. */
const rowIn = (text: string): number | undefined => {
  const row = /^\d{1,4}$/.test(text.trim()) ? Number(text) : lastRow + 1;
  return row <= lastRow ? row - 1 : undefined;
};

const columnsIn = (input: FormInput): Columns => {
  const columns: Columns = {};
  for (const name of columnNames) {
    const chosen = choiceOf(input, name);
    if (chosen !== null && chosen !== none) columns[name] = Number(chosen);
  }
  return columns;
};

const optionsOf = ({ cells, sample }: ShownHeading): Option[] => [
  { value: none, label: t("directory.mapping.none") },
  ...Array.from({ length: Math.max(cells.length, sample.length) }, (_, index) => ({
    value: String(index),
    label: plain([letterOf(index), cells[index], sample[index]].filter(Boolean).join(" · ").slice(0, 75)),
  })),
];

/** A, B, … Z, AA, as spreadsheets call columns. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.trunc(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
