import type { OccupancyKind, RoleKind, Tx } from "../../database/types.ts";
import type { Account, Actor, Occupied, RoleGrant } from "../access/actor.ts";
import { supportedLanguage } from "./languages.ts";
import { markReachable } from "./reachability.ts";
import { strangerLanguage } from "./stranger-language.ts";

/** What the platform tells of a sender; not verified. */
export interface Heard {
  name: string;
  /** BCP 47 */
  language: string | null;
}

interface Row {
  identityId: string;
  companyId: string;
  personId: string;
  chatId: string;
  reachable: number | bigint;
  heardBefore: string | null;
  chosen: string | null;
  companyLanguage: string;
  buildingLanguage: string | null;
  roleId: string | null;
  role: RoleKind | null;
  roleBuildingId: string | null;
  occupancyId: string | null;
  occupancy: OccupancyKind | null;
  unitId: string | null;
  buildingId: string | null;
  since: Date | string | null;
}

/**
 * Who acts, with what they hold at this moment. An account that writes is reachable again, in the chat it writes
 * from. One query for all, since every update passes here: Prisma's include would make six.
 */
export const resolveActor = async (tx: Tx, account: Account, heard: Heard, now: Date): Promise<Actor> => {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i."id" AS "identityId", i."companyId", i."personId", i."chatId", i."language" AS "heardBefore",
      CASE WHEN i."unreachableSince" IS NULL THEN 1 ELSE 0 END AS "reachable",
      p."language" AS "chosen", c."language" AS "companyLanguage", b."language" AS "buildingLanguage",
      r."id" AS "roleId", CAST(r."kind" AS TEXT) AS "role", r."buildingId" AS "roleBuildingId",
      o."id" AS "occupancyId", CAST(o."kind" AS TEXT) AS "occupancy", o."unitId", u."buildingId", o."from" AS "since"
    FROM "Identity" i
    JOIN "Person" p ON p."id" = i."personId"
    JOIN "Company" c ON c."id" = i."companyId"
    LEFT JOIN "Role" r ON r."personId" = p."id" AND r."revokedAt" IS NULL
    LEFT JOIN "Occupancy" o ON o."personId" = p."id" AND o."from" <= ${now} AND (o."to" IS NULL OR o."to" > ${now})
    LEFT JOIN "Unit" u ON u."id" = o."unitId"
    LEFT JOIN "Building" b ON b."id" = u."buildingId"
    WHERE i."platform" = ${account.platform} AND i."externalId" = ${account.externalId}
    ORDER BY o."id", r."id"`;
  const [first] = rows;
  if (!first) return strangerOf(tx, account, heard);
  if (Number(first.reachable) === 0 || first.chatId !== account.chatId) {
    await markReachable(tx, first.identityId, account.chatId);
  }
  const heardLanguage = supportedLanguage(heard.language);
  if (heardLanguage && heardLanguage !== first.heardBefore)
    await tx.$executeRaw`UPDATE "Identity" SET "language" = ${heardLanguage} WHERE "id" = ${first.identityId}`;
  return {
    kind: "person",
    companyId: first.companyId,
    personId: first.personId,
    // Not every update tells a language: what was told before still holds.
    language:
      first.chosen ?? heardLanguage ?? first.heardBefore ?? first.buildingLanguage ?? first.companyLanguage,
    account,
    roles: rolesIn(rows),
    occupancies: occupanciesIn(rows),
  };
};

const strangerOf = async (tx: Tx, account: Account, heard: Heard): Promise<Actor> => ({
  kind: "stranger",
  account,
  name: heard.name,
  language:
    (await strangerLanguage(tx, account)) ??
    supportedLanguage(heard.language) ??
    (await tx.company.findFirst({ select: { language: true } }))?.language ??
    "ru",
});

/** The joins pair every role with every occupancy: each is taken once. */
const rolesIn = (rows: readonly Row[]): RoleGrant[] => {
  const roles = new Map<string, RoleGrant>();
  for (const { roleId, role, roleBuildingId } of rows) {
    if (roleId && role) roles.set(roleId, { kind: role, buildingId: roleBuildingId });
  }
  return [...roles.values()];
};

const occupanciesIn = (rows: readonly Row[]): Occupied[] => {
  const held = new Map<string, Occupied>();
  for (const { occupancyId, occupancy, unitId, buildingId, since } of rows) {
    if (occupancyId && occupancy && unitId && buildingId && since)
      held.set(occupancyId, { unitId, buildingId, kind: occupancy, since: new Date(since) });
  }
  return [...held.values()];
};
