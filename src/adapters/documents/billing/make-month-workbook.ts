import { monthText, serviceText } from "../../../chat/billing/words.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { missingData, monthPreview } from "../../../core/billing/month/preview.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import type { Db } from "../../../database/db.ts";
import { type Sheet, workbook, workbookMime } from "../workbook.ts";

/** A month's sums by service and building, its largest changes, and who has no data. */
export const makeMonthWorkbook =
  (read: Db, translate: Translate): DocumentMaker =>
  async ({ params, language }) => {
    const monthId = String(params.monthId);
    const preview = await monthPreview(read, monthId);
    if (!preview) return { ok: false, refusal: "gone" };
    const say = (text: Text): string => translate(text, language);
    const word = (
      key: "services" | "buildings" | "changes" | "missing" | "lacks" | "accounts" | "whole-house",
    ): string => say(t(`billing.month.workbook.${key}`));
    const head = (key: "service" | "building" | "unit" | "sum" | "penalty" | "before" | "now"): string =>
      say(t(`billing.month.column.${key}`));
    const title = say(t("billing.month.title", { month: monthText(preview.month.month) }));
    const late = preview.penalty;
    const totals = ["", null, { hundredths: preview.total }];
    const sheets: Sheet[] = [
      {
        name: word("services"),
        title,
        columns: [
          { head: head("service"), width: 40 },
          { head: word("accounts") },
          { head: head("sum"), width: 20 },
        ],
        rows: [
          ...preview.services.map(({ names, accounts, amount }) => [
            say(serviceText(names)),
            accounts,
            { hundredths: amount },
          ]),
          ...(late.accounts > 0
            ? [[say(t("billing.month.penalty")), late.accounts, { hundredths: late.amount }]]
            : []),
        ],
        totals,
      },
      {
        name: word("buildings"),
        title,
        columns: [
          { head: head("building"), width: 50 },
          { head: head("sum"), width: 20 },
          { head: head("penalty"), width: 20 },
        ],
        rows: preview.buildings.map(({ address, amount, penalty }) => [
          address,
          { hundredths: amount },
          { hundredths: penalty },
        ]),
        totals: ["", { hundredths: preview.total }, { hundredths: late.amount }],
      },
      {
        name: word("changes"),
        title,
        columns: [
          { head: head("unit"), width: 50 },
          { head: head("before"), width: 20 },
          { head: head("now"), width: 20 },
        ],
        rows: preview.changes.map(({ place, before, after }) => [
          place,
          { hundredths: before },
          { hundredths: after },
        ]),
      },
      {
        name: word("missing"),
        title,
        columns: [
          { head: head("building"), width: 50 },
          { head: head("unit") },
          { head: head("service"), width: 40 },
          { head: word("lacks"), width: 40 },
        ],
        rows: (await missingData(read, monthId)).map(({ address, unit, names, lacks }) => [
          address,
          unit ?? word("whole-house"),
          say(serviceText(names)),
          say(t(`billing.month.lacks.${lacks}`)),
        ]),
      },
    ];
    const name = `${title.replace(/[\\/:*?"<>|]/g, "")}.xlsx`;
    return { ok: true, files: [{ name, mime: workbookMime, bytes: await workbook(sheets) }] };
  };
