import type { Db } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { currencyDigits } from "../billing/money/currency.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";

export interface RequestSettings {
  /** Minor units up to which a manager approves a quote; above it the board does. */
  approvalLimit: bigint;
  /** How long after it was filed a neighbour is offered to join a request. */
  duplicateHours: number;
  /** ISO 4217 */
  currency: string;
}

/** In the main unit: what a manager may spend on one request where the company has not said otherwise. */
const defaultLimit = 30_000n;
const defaultHours = 72;

const largestLimit = 100_000_000_000n;
const longestHours = 24 * 60;

/** How a company handles requests. In one statement, since every step of a new request asks it. */
export const requestSettings = async (read: Db, companyId: string): Promise<RequestSettings> => {
  const [row] = await read.$queryRaw<
    { currency: string; approvalLimit: bigint | number | null; duplicateHours: number | bigint | null }[]
  >`
    SELECT c."currency", s."approvalLimit", s."duplicateHours"
    FROM "Company" c LEFT JOIN "RequestSettings" s ON s."companyId" = c."id" WHERE c."id" = ${companyId}`;
  const currency = row?.currency ?? "RUB";
  return {
    approvalLimit:
      row?.approvalLimit == null
        ? defaultLimit * 10n ** BigInt(currencyDigits(currency))
        : BigInt(row.approvalLimit),
    duplicateHours: row?.duplicateHours == null ? defaultHours : Number(row.duplicateHours),
    currency,
  };
};

/** Decimals that prices have in the company's currency. */
export const priceDigitsOf = async (read: Db, companyId: string): Promise<number> =>
  currencyDigits((await requestSettings(read, companyId)).currency);

type SettingsRefusal = "forbidden" | "limit-out-of-range" | "hours-out-of-range";

/** Sets the manager's limit (minor units), or the hours in which requests count as the same. */
export const changeRequestSettings = async (
  work: Work,
  change: { approvalLimit?: bigint; duplicateHours?: number },
): Promise<Outcome<RequestSettings, SettingsRefusal>> => {
  const companyId = work.actor.kind === "stranger" ? null : work.actor.companyId;
  const attempt = { act: "request.settings", subjectType: "company", subjectId: companyId };
  const refuse = <Code extends SettingsRefusal>(code: Code) => {
    work.audit({ ...attempt, outcome: code });
    return refused(code);
  };
  if (!companyId || !can(work.actor, "request.settings", { companyId })) return refuse("forbidden");
  const { approvalLimit, duplicateHours } = change;
  if (approvalLimit !== undefined && (approvalLimit < 0n || approvalLimit > largestLimit))
    return refuse("limit-out-of-range");
  if (
    duplicateHours !== undefined &&
    !(Number.isInteger(duplicateHours) && duplicateHours >= 0 && duplicateHours <= longestHours)
  )
    return refuse("hours-out-of-range");
  const before = await requestSettings(work.tx, companyId);
  await work.tx.requestSettings.upsert({
    where: { companyId },
    create: { companyId, ...change },
    update: change,
  });
  const after = await requestSettings(work.tx, companyId);
  work.audit({ ...attempt, before: said(before), after: said(after) });
  return done(after);
};

const said = ({ approvalLimit, duplicateHours }: RequestSettings) => ({
  approvalLimit: String(approvalLimit),
  duplicateHours,
});
