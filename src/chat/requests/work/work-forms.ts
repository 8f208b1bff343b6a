import { DateTime } from "luxon";
import { completeRequest } from "../../../core/requests/complete-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import { priceDigitsOf } from "../../../core/requests/settings.ts";
import { readLines } from "../../../core/requests/work/read-lines.ts";
import { submitQuote } from "../../../core/requests/work/submit-quote.ts";
import { proposeVisit } from "../../../core/requests/work/visits.ts";
import type { Work } from "../../../core/work/work.ts";
import type { WorkKind } from "../../../database/types.ts";
import { choiceOf, filesOf, textOf, typedIn } from "../../answers.ts";
import type { Field } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { actForm } from "../forms/act-form.ts";
import { refusalText } from "../words.ts";

/** Hours of the building's day between which somebody may come. */
const windows = ["08-10", "10-12", "12-14", "14-16", "16-18", "18-20", "20-22"] as const;

const zoneOf = async ({ tx }: Work, requestId: string): Promise<string> => {
  const [row] = await tx.$queryRaw<{ timeZone: string }[]>`
    SELECT b."timeZone" FROM "Request" r JOIN "Building" b ON b."id" = r."buildingId" WHERE r."id" = ${requestId}`;
  return row?.timeZone ?? "UTC";
};

/** When to come: a day and two hours, by either side. */
export const slotForm = actForm({
  name: "slot",
  act: "visit.propose",
  fields: async (work, request) => [
    {
      name: "day",
      label: t("requests.slot.day"),
      hint: t("requests.slot.day-hint"),
      input: {
        kind: "date",
        earliest: DateTime.fromJSDate(work.now, { zone: await zoneOf(work, request.id) }).toFormat(
          "yyyy-MM-dd",
        ),
      },
    },
    {
      name: "hours",
      label: t("requests.slot.hours"),
      input: {
        kind: "choice",
        options: windows.map((value) => ({ value, label: plain(value.replace("-", ":00–").concat(":00")) })),
      },
    },
  ],
  submitted: async (work, requestId, input) => {
    const zone = await zoneOf(work, requestId);
    const [from = 0, to = 0] = (choiceOf(input, "hours") ?? "").split("-").map(Number);
    const day = DateTime.fromISO(textOf(input, "day") ?? "", { zone });
    return proposeVisit(work, {
      requestId,
      from: day.set({ hour: from }).toJSDate(),
      to: day.set({ hour: to }).toJSDate(),
    });
  },
  thanks: true,
});

const kindOf = { labour: "labour", materials: "material" } as const satisfies Record<string, WorkKind>;

/** Lines of labour or material, whose mistakes are told at once. */
const linesField = (form: "quote" | "report", name: "labour" | "materials", priceDigits: number): Field => ({
  name,
  label: t(`requests.${form}.${name}`),
  hint: t(`requests.lines-hint.${kindOf[name]}`),
  optional: true,
  input: { kind: "text", multiline: true, maxLength: limits.text },
  validate: (value) => {
    const read = value.kind === "text" ? readLines(value.text, kindOf[name], priceDigits) : null;
    return read && !read.ok ? refusalText(read) : undefined;
  },
});

const linesFields = (form: "quote" | "report", priceDigits: number): Field[] => [
  linesField(form, "labour", priceDigits),
  linesField(form, "materials", priceDigits),
];

/** What the work will cost: for whoever has the request. */
export const quoteForm = actForm({
  name: "quote",
  act: "quote.submit",
  fields: async ({ tx }, { companyId }) => [
    ...linesFields("quote", await priceDigitsOf(tx, companyId)),
    {
      name: "note",
      label: t("requests.quote.note"),
      optional: true,
      input: { kind: "text", multiline: true, maxLength: limits.text },
    },
  ],
  submitted: (work, requestId, input) =>
    submitQuote(work, {
      requestId,
      labour: textOf(input, "labour"),
      materials: textOf(input, "materials"),
      note: textOf(input, "note"),
    }),
  thanks: true,
});

const picturesField = (name: string): Field => ({
  name,
  label: t(`requests.report.${name}`),
  optional: true,
  input: { kind: "files", max: limits.files / 2, accept: ["photo", "video"] },
});

/** What was done, the hours and materials that it took, and pictures of before and after. */
export const reportForm = actForm({
  name: "report",
  act: "request.done",
  fields: async ({ tx }, { companyId }) => [
    {
      name: "report",
      label: t("requests.done.report"),
      input: { kind: "text", multiline: true, maxLength: limits.text },
    },
    ...linesFields("report", await priceDigitsOf(tx, companyId)),
    picturesField("before"),
    picturesField("after"),
  ],
  submitted: (work, requestId, input) => {
    const platform = work.channel === "slack" ? "slack" : "telegram";
    return completeRequest(work, {
      requestId,
      report: textOf(input, "report") ?? "",
      labour: textOf(input, "labour"),
      materials: textOf(input, "materials"),
      before: filesOf(platform, input, "before"),
      files: filesOf(platform, input, "after"),
      source: typedIn(input, "report"),
    });
  },
  thanks: true,
});
