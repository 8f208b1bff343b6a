import { ageText, titleOf } from "../../../chat/billing/debtors-view.ts";
import { monthText } from "../../../chat/billing/words.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { dayAt } from "../../../core/billing/calendar.ts";
import { ageingOn, collectionOf, collectionRate } from "../../../core/billing/debts/ageing.ts";
import { type Debtor, debtorPages } from "../../../core/billing/debts/debtors.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import type { Core } from "../../../core/work/core.ts";
import { workbook, workbookMime } from "../workbook.ts";

/**
 * Everybody who owes something on the day, the largest debts first, without names, for it stands in a channel; how old
 * the debts are; and what of each month is collected.
 */
export const makeDebtorsWorkbook =
  ({ database, clock }: Core, translate: Translate): DocumentMaker =>
  async ({ companyId, language, params }) => {
    const db = database.read;
    const { timeZone } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
    const today = dayAt(clock.now(), timeZone);
    const debtors: Debtor[] = [];
    const building = params.buildingId
      ? await db.building.findUniqueOrThrow({ where: { id: String(params.buildingId) } })
      : null;
    for await (const page of debtorPages(db, { companyId, today }))
      debtors.push(...page.filter(({ buildingId }) => building === null || buildingId === building.id));
    const where = { companyId, buildingId: building?.id ?? null };
    const ages = await ageingOn(db, { ...where, today });
    const collected = await collectionOf(db, { ...where, months: 12 });
    const owed = ({ debt, penalty }: Debtor): bigint => debt + penalty;
    debtors.sort((a, b) => (owed(a) === owed(b) ? 0 : owed(a) > owed(b) ? -1 : 1));
    if (debtors.length === 0) return { ok: false, refusal: "empty" };
    const say = (text: Text): string => translate(text, language);
    const head = (key: "account" | "debt" | "penalty" | "since" | "days" | "plan"): string =>
      say(t(`billing.debtors.column.${key}`));
    const title = say(titleOf(today, building?.address));
    const sum = (of: "debt" | "penalty") => ({
      hundredths: debtors.reduce((total, debtor) => total + debtor[of], 0n),
    });
    const bytes = await workbook([
      {
        name: say(t("billing.document.debtors")),
        title,
        columns: [
          { head: say(t("billing.building")), width: 40 },
          { head: say(t("billing.month.column.unit")) },
          { head: head("account") },
          { head: head("debt"), width: 20 },
          { head: head("penalty") },
          { head: head("since") },
          { head: head("days") },
          { head: head("plan") },
        ],
        rows: debtors.map(({ address, unit, number, debt, penalty, since, days, onPlan }) => [
          address,
          unit,
          number,
          { hundredths: debt },
          { hundredths: penalty },
          new Date(`${since}T12:00:00Z`),
          days,
          onPlan ? say(t("billing.debtors.on-plan")) : "",
        ]),
        totals: ["", "", "", sum("debt"), sum("penalty"), "", "", ""],
      },
      {
        name: say(t("billing.debtors.column.age")),
        title,
        columns: [
          { head: say(t("billing.debtors.column.age")), width: 24 },
          { head: head("debt"), width: 20 },
          { head: say(t("billing.debtors.column.receipts")) },
        ],
        rows: ages.map((age) => [
          say(ageText(age.fromDay, age.toDay)),
          { hundredths: age.debt },
          age.receipts,
        ]),
      },
      {
        name: say(t("billing.debtors.column.rate")),
        title,
        columns: [
          { head: say(t("billing.debtors.column.month")), width: 24 },
          { head: say(t("billing.month.field.charged")), width: 20 },
          { head: say(t("billing.debtors.column.paid")), width: 20 },
          { head: "%" },
        ],
        rows: collected.map((one) => [
          say(monthText(one.month)),
          { hundredths: one.charged },
          { hundredths: one.paid },
          collectionRate(one) / 100,
        ]),
      },
    ]);
    return { ok: true, files: [{ name: `${title}.xlsx`, mime: workbookMime, bytes }] };
  };
