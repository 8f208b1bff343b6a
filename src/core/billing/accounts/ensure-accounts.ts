import type { Db } from "../../../database/db.ts";
import { amongParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";
import { type Day, firstDay, type Month } from "../calendar.ts";
import { lockUnits } from "./lock-units.ts";

const accounts = tableInsert("BillingAccount", {
  id: "text",
  companyId: "text",
  buildingId: "text",
  unitId: "text",
  number: "text",
  opened: "text",
  byReading: "boolean",
  createdAt: "timestamp(3)",
});

/** Of the accounts' numbers. */
const beforeFirst = 100_000;

const byNumber = new Intl.Collator("en", { numeric: true });

interface Opening {
  companyId: string;
  buildingId: string;
  month: Month;
}

/** Opens an account, from the month's first day on, for the units of a building that have never had one. */
export const ensureAccounts = async (work: Work, opening: Opening): Promise<void> =>
  openAccounts(work, opening, await unitsWithoutAccount(work.tx, opening.buildingId));

/**
 * Units of a building that have never had an account, in the order of their numbers. Each is looked up: PostgreSQL would
 * read all accounts of the company for each building, and a first month has as many as it has opened so far.
 */
export const unitsWithoutAccount = async (db: Db, buildingId: string): Promise<string[]> => {
  const without = await db.$queryRaw<Array<{ id: string; number: string }>>`
    SELECT "id", "number" FROM "Unit" AS u WHERE "buildingId" = ${buildingId} AND "kind" <> 'technical'
      AND (SELECT a."unitId" FROM "BillingAccount" AS a WHERE a."unitId" = u."id" LIMIT 1) IS NULL`;
  return without.sort((a, b) => byNumber.compare(a.number, b.number)).map(({ id }) => id);
};

/** Opens an account for each of these units, but for those that have been given one meanwhile. */
export const openAccounts = async (
  work: Work,
  { companyId, buildingId, month }: Opening,
  unitIds: readonly string[],
): Promise<void> => {
  if (unitIds.length === 0) return;
  await lockUnits(work.tx, unitIds);
  // Before the look, since it lets one after the other see who has an account.
  const first = await takeNumbers(work, companyId, unitIds.length);
  const taken = await rowsOf<{ unitId: string }>(
    work.tx,
    sql`SELECT "unitId" FROM "BillingAccount" WHERE "unitId" ${amongParameter(work.tx, unitIds)}`,
  );
  const has = new Set(taken.map(({ unitId }) => unitId));
  await accounts.insert(
    work.tx,
    unitIds
      .filter((unitId) => !has.has(unitId))
      .map((unitId, at) =>
        newAccount(work, { companyId, buildingId, unitId, number: first + at, opened: firstDay(month) }),
      ),
  );
};

/** Takes account numbers that nobody has; resolves to the first of them. */
export const takeNumbers = async ({ tx, now }: Work, companyId: string, count: number): Promise<number> => {
  const [taken] = await tx.$queryRaw<Array<{ lastAccount: number | bigint }>>`
    INSERT INTO "BillingSettings" ("id", "companyId", "name", "lastAccount", "updatedAt")
    VALUES (${companyId}, ${companyId}, (SELECT "name" FROM "Company" WHERE "id" = ${companyId}),
      ${beforeFirst + count}, ${now})
    ON CONFLICT ("id") DO UPDATE SET "lastAccount" = "BillingSettings"."lastAccount" + ${count}
    RETURNING "lastAccount"`;
  return Number(taken?.lastAccount) - count + 1;
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
