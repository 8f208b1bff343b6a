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

/** A row of the same import is no dependant: it goes too. */
const ofOthers = (table: TracedTable) =>
  `NOT EXISTS (SELECT 1 FROM "RegisterTrace" o WHERE o."importId" = t."importId" AND o."subject" = '${table}' AND o."subjectId" = d."id" AND o."before" IS NULL)`;

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
];

/** The first thing that stands on what the import wrote; null when it can be taken back without harm. */
export const dependantOf = async (work: Work, importId: string): Promise<Dependant | null> => {
  for (const { because, subject, table, column, where = "true" } of references) {
    const on = `t."subjectId" = d."${column}" AND t."importId" = ${mark(work)} AND t."subject" = '${subject}' AND t."before" IS NULL`;
    if (await exists(work, `"${table}" d JOIN "RegisterTrace" t ON ${on} WHERE ${where}`, importId))
      return because;
  }
  // Ids grow with time: another import with a greater one wrote to the same row afterwards.
  const later = `"RegisterTrace" t JOIN "RegisterTrace" d ON d."subject" = t."subject" AND d."subjectId" = t."subjectId" AND d."importId" > t."importId" WHERE t."importId" = ${mark(work)}`;
  return (await exists(work, later, importId)) ? "later-changes" : null;
};

const mark = ({ tx }: Work): string => (providerOf(tx) === "sqlite" ? "?" : "$1");

const exists = async ({ tx }: Work, from: string, importId: string): Promise<boolean> =>
  (await tx.$queryRawUnsafe<unknown[]>(`SELECT 1 AS "found" FROM ${from} LIMIT 1`, importId)).length > 0;
