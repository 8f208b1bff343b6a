import { providerOf } from "../../../database/as-db.ts";
import type { Work } from "../../work/work.ts";
import type { TracedTable } from "./trace.ts";

/** Why an import can't be taken back any more. */
export type Dependant = "people-joined" | "invites" | "requests" | "roles" | "bills" | "later-changes";

interface Reference {
  because: Dependant;
  /** The row that the import made, or with `to` the row that it changed. */
  subject: TracedTable;
  to?: "changed";
  table: string;
  column: string;
  /** Only such rows; `d` is the referring row, `t` the import's trace. */
  where?: string;
}

/** A row of the same import is no dependant: it goes too. Not as NOT EXISTS, which PostgreSQL answers row by row. */
const ofOthers = (table: TracedTable) =>
  `d."id" NOT IN (SELECT "subjectId" FROM made WHERE "subject" = '${table}')`;

const changingActs = [
  "unit.change",
  "occupancy.shares",
  "occupancy.dates",
  "occupancy.verify",
  "person.rename",
]
  .map((act) => `'${act}'`)
  .join(", ");

/** What staff did by hand to rows of a kind. */
const byHand = (subject: "Unit" | "Occupancy" | "Person") =>
  `d."outcome" = 'done' AND d."subjectType" = '${subject.toLowerCase()}' AND d."act" IN (${changingActs})`;

/** An import that sets last days is undone like any other: only what came after it counts. */
const sinceThen = (at: string) => `${at} > (SELECT MAX(c."at") FROM "AuditEntry" c
  WHERE c."subjectType" = 'register' AND c."subjectId" = t."importId" AND c."act" = 'register.confirm'
    AND c."outcome" = 'done')`;

/** Somebody moved out in the chat, which ends more than a day in a register does. */
const movedOut = `d."to" IS NOT NULL AND EXISTS (SELECT 1 FROM "AuditEntry" a
  WHERE a."subjectType" = 'person' AND a."subjectId" = d."personId" AND a."act" = 'occupancy.end'
    AND a."outcome" = 'done' AND ${sinceThen('a."at"')})`;

const references: readonly Reference[] = [
  { because: "people-joined", subject: "Person", table: "Identity", column: "personId" },
  {
    because: "people-joined",
    subject: "Occupancy",
    table: "Occupancy",
    column: "id",
    where: 'd."verifiedAt" IS NOT NULL',
  },
  {
    because: "people-joined",
    subject: "ContactPoint",
    table: "ContactPoint",
    column: "id",
    where: 'd."confirmedAt" IS NOT NULL',
  },
  {
    because: "people-joined",
    subject: "Unit",
    table: "Occupancy",
    column: "unitId",
    where: ofOthers("Occupancy"),
  },
  { because: "people-joined", subject: "Unit", table: "JoinRequest", column: "unitId" },
  { because: "invites", subject: "Person", table: "Invite", column: "personId" },
  { because: "invites", subject: "Unit", table: "Invite", column: "unitId" },
  { because: "invites", subject: "Building", table: "LetterOrder", column: "buildingId" },
  { because: "requests", subject: "Unit", table: "Request", column: "unitId" },
  { because: "bills", subject: "Unit", table: "BillingAccount", column: "unitId" },
  { because: "bills", subject: "Unit", table: "Meter", column: "unitId" },
  { because: "requests", subject: "Building", table: "Request", column: "buildingId" },
  { because: "requests", subject: "Person", table: "Request", column: "authorId" },
  { because: "requests", subject: "Person", table: "Request", column: "assigneeId" },
  { because: "roles", subject: "Person", table: "Role", column: "personId" },
  { because: "roles", subject: "Building", table: "Role", column: "buildingId" },
  {
    because: "later-changes",
    subject: "Person",
    table: "Occupancy",
    column: "personId",
    where: ofOthers("Occupancy"),
  },
  {
    because: "later-changes",
    subject: "Person",
    table: "ContactPoint",
    column: "personId",
    where: ofOthers("ContactPoint"),
  },
  {
    because: "later-changes",
    subject: "Building",
    table: "Unit",
    column: "buildingId",
    where: ofOthers("Unit"),
  },
  { because: "later-changes", subject: "Unit", table: "PastOccupancy", column: "unitId" },
  { because: "roles", subject: "Building", table: "DutyShift", column: "buildingId" },
  // What staff corrected by hand since is theirs. Before the import a row that it made was not there to be changed.
  ...(["Unit", "Occupancy", "Person"] as const).map(
    (subject): Reference => ({
      because: "later-changes",
      subject,
      table: "AuditEntry",
      column: "subjectId",
      where: byHand(subject),
    }),
  ),
  ...(["Unit", "Occupancy"] as const).map(
    (subject): Reference => ({
      because: "later-changes",
      subject,
      to: "changed",
      table: "AuditEntry",
      column: "subjectId",
      where: `${byHand(subject)} AND ${sinceThen('d."at"')}`,
    }),
  ),
  {
    because: "later-changes",
    subject: "Occupancy",
    table: "Occupancy",
    column: "id",
    where: movedOut,
  },
  {
    because: "later-changes",
    subject: "Occupancy",
    to: "changed",
    table: "Occupancy",
    column: "id",
    // Who came back by an invite holds the unit anew.
    where: `${movedOut} OR ${sinceThen('d."verifiedAt"')}`,
  },
];

/** The first thing that stands on what the import wrote; null when it can be taken back without harm. */
export const dependantOf = async (work: Work, importId: string): Promise<Dependant | null> => {
  for (const { because, subject, to = "made", table, column, where = "true" } of references) {
    const on = `t."subjectId" = d."${column}" AND t."subject" = '${subject}'`;
    if (await exists(work, `"${table}" d JOIN ${to} t ON ${on} WHERE ${where}`, importId)) return because;
  }
  // Ids grow with time: another import with a greater one wrote to the same row afterwards.
  const on = `d."subject" = t."subject" AND d."subjectId" = t."subjectId" AND d."importId" > t."importId"`;
  return (await exists(work, `mine t JOIN "RegisterTrace" d ON ${on}`, importId)) ? "later-changes" : null;
};

/** `mine` are the rows that the import wrote to, `made` those that it made, `changed` those that were there before. */
const exists = async ({ tx }: Work, from: string, importId: string): Promise<boolean> => {
  const mark = providerOf(tx) === "sqlite" ? "?" : "$1";
  const mine = `SELECT * FROM "RegisterTrace" WHERE "importId" = ${mark}`;
  const made = 'SELECT * FROM mine WHERE "before" IS NULL';
  const changed = 'SELECT * FROM mine WHERE "before" IS NOT NULL';
  const found = await tx.$queryRawUnsafe<unknown[]>(
    `WITH mine AS (${mine}), made AS (${made}), changed AS (${changed}) SELECT 1 AS "found" FROM ${from} LIMIT 1`,
    importId,
  );
  return found.length > 0;
};
