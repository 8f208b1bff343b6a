import { jsonInsert } from "../../../database/insert-json.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";
import { type Day, firstDay, type Month } from "../calendar.ts";

const accounts = jsonInsert("BillingAccount", {
  id: "text",
  companyId: "text",
  buildingId: "text",
  unitId: "text",
  number: "text",
  opened: "text",
  byReading: "boolean",
  createdAt: "timestamp(3)",
});

const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * Opens an account, from the month's first day on, for units of a building that have never had one, `atMost` so many of
 * them; resolves to how many it opened.
 */
export const ensureAccounts = async (
  work: Work,
  {
    companyId,
    buildingId,
    month,
    atMost = Number.POSITIVE_INFINITY,
  }: { companyId: string; buildingId: string; month: Month; atMost?: number },
): Promise<number> => {
  const without = await work.tx.$queryRaw<Array<{ id: string; number: string }>>`
    SELECT "id", "number" FROM "Unit" AS u WHERE "buildingId" = ${buildingId} AND "kind" <> 'technical'
      AND NOT EXISTS (SELECT 1 FROM "BillingAccount" AS a WHERE a."unitId" = u."id")`;
  if (without.length === 0) return 0;
  const units = without.sort((a, b) => byNumber.compare(a.number, b.number)).slice(0, atMost);
  const first = await takeNumbers(work, companyId, units.length);
  await accounts.insert(
    work.tx,
    units.map(({ id }, at) =>
      newAccount(work, { companyId, buildingId, unitId: id, number: first + at, opened: firstDay(month) }),
    ),
  );
  return units.length;
};

/** Takes account numbers that nobody has; resolves to the first of them. */
export const takeNumbers = async ({ tx, now }: Work, companyId: string, count: number): Promise<number> => {
  const { name } = await tx.company.findUniqueOrThrow({ where: { id: companyId }, select: { name: true } });
  const { lastAccount } = await tx.billingSettings.upsert({
    where: { id: companyId },
    create: { id: companyId, companyId, name, lastAccount: 100_000 + count, updatedAt: now },
    update: { lastAccount: { increment: count } },
    select: { lastAccount: true },
  });
  return lastAccount - count + 1;
};

interface NewAccount {
  companyId: string;
  buildingId: string;
  unitId: string;
  number: number;
  opened: Day;
}

const newAccount = ({ now }: Work, { number, ...account }: NewAccount) => ({
  id: newId(now),
  ...account,
  number: String(number),
  byReading: 0,
  createdAt: now,
});
