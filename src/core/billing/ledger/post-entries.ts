import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import { newId } from "../../directory/new-id.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { monthOf, nextMonth } from "../calendar.ts";
import { heldClosedThrough } from "./closed-months.ts";
import { checkEntry, creditOf, debitOf, type EntryDraft } from "./entry-draft.ts";
import { addTurnover } from "./turnover.ts";

const entries = tableInsert("LedgerEntry", {
  id: "text",
  companyId: "text",
  key: "text",
  kind: "text",
  date: "text",
  month: "text",
  reverses: "text",
  reason: "text",
  createdBy: "text",
  createdAt: "timestamp(3)",
});

const entryLines = tableInsert("LedgerLine", {
  entryId: "text",
  position: "integer",
  companyId: "text",
  account: "text",
  date: "text",
  debit: "bigint",
  credit: "bigint",
});

/** By key: the entry, whether it was posted now or before. */
export type PostedEntries = ReadonlyMap<string, { entryId: string; isNew: boolean }>;

/**
 * Posts entries of a company in the work's transaction, each key once in its life: a repetition gives the first. A date
 * in a closed month is refused, with the month to post in instead; then nothing is posted.
 *
 * @throws if an entry doesn't balance
 */
export const postEntries = async (
  work: Work,
  companyId: string,
  drafts: readonly EntryDraft[],
): Promise<Outcome<PostedEntries, "month-closed">> => {
  const { tx, now, actor } = work;
  for (const draft of drafts) checkEntry(draft);
  const known = await knownKeys(work, companyId, drafts);
  const fresh = drafts.filter(({ key }) => !known.has(key));
  const closed = await heldClosedThrough(tx, companyId);
  const late = closed === null ? undefined : fresh.find(({ date }) => monthOf(date) <= closed);
  if (late && closed) return refused("month-closed", { month: monthOf(late.date), open: nextMonth(closed) });
  const posted = new Map([...known].map(([key, entryId]) => [key, { entryId, isNew: false }]));
  for (const { key } of fresh) posted.set(key, { entryId: newId(now), isNew: true });
  const idOf = (key: string): string => posted.get(key)?.entryId ?? "";
  await entries.insert(
    tx,
    fresh.map(({ key, kind, date, reverses, reason }) => ({
      id: idOf(key),
      companyId,
      key,
      kind,
      date,
      month: monthOf(date),
      reverses: reverses ?? null,
      reason: reason ?? null,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    })),
  );
  await entryLines.insert(
    tx,
    fresh.flatMap(({ key, date, lines }) =>
      lines.map((line, position) => ({
        entryId: idOf(key),
        position,
        companyId,
        account: line.account,
        date,
        debit: String(debitOf(line)),
        credit: String(creditOf(line)),
      })),
    ),
  );
  await addTurnover(tx, companyId, fresh);
  return done(posted);
};

const knownKeys = async (
  { tx }: Work,
  companyId: string,
  drafts: readonly EntryDraft[],
): Promise<Map<string, string>> => {
  if (drafts.length === 0) return new Map();
  const keys = drafts.map(({ key }) => key);
  const found = await rowsOf<{ id: string; key: string }>(
    tx,
    sql`SELECT "id", "key" FROM "LedgerEntry"
      WHERE "companyId" = ${companyId} AND "key" IN ${listParameter(tx, keys)}`,
  );
  return new Map(found.map(({ id, key }) => [key, id]));
};
