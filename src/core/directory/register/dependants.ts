import { providerOf } from "../../../database/as-db.ts";
import type { Work } from "../../work/work.ts";
import type { TracedTable } from "./trace.ts";

/** Why an import can't be taken back any more. */
export type Dependant = "people-joined" | "invites" | "requests" | "roles" | "later-changes";

interface Reference {
  because: Dependant;
  /** The row that the import made. */
  subject: TracedTable;
  table: string;
  column: string;
  /** Only such rows; `d` is the referring row. */
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

const references: readonly Reference[] = [
  { because: "people-joined", subject: "Person", table: "Identity", column: "personId" },
  {
    because: "people-joined",
    subject: "Occupancy",
    table: "Occupancy",
    column: "id",
    where: 'd."verifiedAt" IS NOT NULL OR d."to" IS NOT NULL',
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
  // What staff corrected by hand since is theirs. Before the import the row was not there to be changed.
  ...(["Unit", "Occupancy", "Person"] as const).map(
    (subject): Reference => ({
      because: "later-changes",
      subject,
      table: "AuditEntry",
      column: "subjectId",
      where: `d."outcome" = 'done' AND d."subjectType" = '${subject.toLowerCase()}' AND d."act" IN (${changingActs})`,
    }),
  ),
];

/** The first thing that stands on what the import wrote; null when it can be taken back without harm. */
export const dependantOf = async (work: Work, importId: string): Promise<Dependant | null> => {
  for (const { because, subject, table, column, where = "true" } of references) {
    const on = `t."subjectId" = d."${column}" AND t."subject" = '${subject}'`;
    if (await exists(work, `"${table}" d JOIN made t ON ${on} WHERE ${where}`, importId)) return because;
  }
  // Ids grow with time: another import with a greater one wrote to the same row afterwards.
  const on = `d."subject" = t."subject" AND d."subjectId" = t."subjectId" AND d."importId" > t."importId"`;
  return (await exists(work, `mine t JOIN "RegisterTrace" d ON ${on}`, importId)) ? "later-changes" : null;
};

/** `mine` are the rows that the import wrote to, `made` those that it made. */
const exists = async ({ tx }: Work, from: string, importId: string): Promise<boolean> => {
  const mark = providerOf(tx) === "sqlite" ? "?" : "$1";
  const mine = `SELECT * FROM "RegisterTrace" WHERE "importId" = ${mark}`;
  const made = 'SELECT * FROM mine WHERE "before" IS NULL';
  const found = await tx.$queryRawUnsafe<unknown[]>(
    `WITH mine AS (${mine}), made AS (${made}) SELECT 1 AS "found" FROM ${from} LIMIT 1`,
    importId,
  );
  return found.length > 0;
};
