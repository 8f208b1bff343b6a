import { providerOf } from "../../database/as-db.ts";
import { forProvider } from "../../database/for-provider.ts";
import { amongTexts } from "../../database/list-parameter.ts";
import type { ContactKind, Db, Tx } from "../../database/types.ts";
import { groupBy } from "../group-by.ts";
import { type NotificationKind, notificationKinds, type WayName, ways } from "./kinds.ts";
import type { CompanyDefaults, Reach } from "./ways-to.ts";

export interface KnownReach extends Reach {
  personId: string;
  companyId: string;
  /** What the person reads: chosen, else what Telegram tells, else the building's, else the company's. */
  language: string;
}

/** All that is known of how these people can be told; those of no company row are left out. For up to some hundreds. */
export const loadReach = async (
  db: Db,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, KnownReach>> => {
  const provider = providerOf(db);
  const ids = JSON.stringify(personIds);
  const rows = <Row>(name: keyof typeof statements, ...values: unknown[]): Promise<Row[]> =>
    db.$queryRawUnsafe<Row[]>(
      ...forProvider(provider, { text: statements[name](amongTexts[provider]), values }),
    );
  const [people, identities, points, settings] = await Promise.all([
    rows<PersonRow>("people", now, now, ids),
    rows<IdentityRow>("identities", ids),
    rows<PointRow>("points", ids),
    rows<SettingRow>("settings", ids),
  ]);
  const identitiesOf = groupBy(identities, ({ personId }) => personId);
  const pointsOf = groupBy(points, ({ personId }) => personId);
  const settingsOf = groupBy(settings, ({ personId }) => personId);
  return new Map(
    people.map((person) => {
      const own = identitiesOf.get(person.id) ?? [];
      return [
        person.id,
        {
          personId: person.id,
          companyId: person.companyId,
          language: person.language ?? own[0]?.language ?? person.placeLanguage ?? person.companyLanguage,
          timeZone: person.placeZone ?? person.companyZone,
          identities: own.map(({ chatId, unreachableSince }) => ({
            chatId,
            unreachable: unreachableSince !== null,
          })),
          contactPoints: (pointsOf.get(person.id) ?? []).map((point) => ({
            id: point.id,
            kind: point.kind,
            position: Number(point.position),
            confirmed: point.confirmedAt !== null,
            unreachable: point.unreachableSince !== null,
          })),
          muted: (settingsOf.get(person.id) ?? []).flatMap(mutedIn),
          quiet:
            person.quietFrom === null || person.quietTo === null
              ? null
              : { from: Number(person.quietFrom), to: Number(person.quietTo) },
          digest: Boolean(person.digest),
        },
      ];
    }),
  );
};

interface PersonRow {
  id: string;
  companyId: string;
  language: string | null;
  quietFrom: number | bigint | null;
  quietTo: number | bigint | null;
  companyLanguage: string;
  companyZone: string;
  placeLanguage: string | null;
  placeZone: string | null;
  digest: boolean | number | bigint | null;
}

interface IdentityRow {
  personId: string;
  chatId: string;
  language: string | null;
  unreachableSince: unknown;
}

interface PointRow {
  id: string;
  personId: string;
  kind: ContactKind;
  position: number | bigint;
  confirmedAt: unknown;
  unreachableSince: unknown;
}

interface SettingRow {
  personId: string;
  kind: string;
  way: string;
}

/**
 * Announcements to a hundred thousand ask this for every one of them: Prisma's own would take nine statements. The cast
 * keeps SQLite from going through everybody who is in Telegram instead of taking the ids.
 */
const statements = {
  people: (inList: string) => `
    SELECT p."id", p."companyId", p."language", p."quietFrom", p."quietTo", c."language" AS "companyLanguage",
      c."timeZone" AS "companyZone", b."language" AS "placeLanguage", b."timeZone" AS "placeZone", n."digest"
    FROM "Person" p
    JOIN "Company" c ON c."id" = p."companyId"
    LEFT JOIN "NotificationPreference" n ON n."personId" = p."id"
    LEFT JOIN "Building" b ON b."id" = (
      SELECT u."buildingId" FROM "Occupancy" o JOIN "Unit" u ON u."id" = o."unitId"
      WHERE o."personId" = p."id" AND o."from" <= ? AND (o."to" IS NULL OR o."to" > ?)
      ORDER BY o."id" LIMIT 1
    )
    WHERE p."id" ${inList} ORDER BY p."id"`,
  identities: (inList: string) => `
    SELECT "personId", "chatId", "language", "unreachableSince" FROM "Identity"
    WHERE "personId" ${inList} AND CAST("platform" AS TEXT) = 'telegram' ORDER BY "id"`,
  points: (inList: string) => `
    SELECT "id", "personId", CAST("kind" AS TEXT) AS "kind", "position", "confirmedAt", "unreachableSince"
    FROM "ContactPoint" WHERE "personId" ${inList} ORDER BY "id"`,
  settings: (inList: string) => `
    SELECT "personId", "kind", "way" FROM "NotificationSetting" WHERE "personId" ${inList}`,
} as const;

/** Rows of kinds and ways that this version does not know say nothing. */
const mutedIn = ({ kind, way }: { kind: string; way: string }) =>
  isKind(kind) && isWay(way) ? [{ kind, way }] : [];

export const isKind = (text: string): text is NotificationKind =>
  (notificationKinds as readonly string[]).includes(text);

export const isWay = (text: string): text is WayName => (ways as readonly string[]).includes(text);

/** What the company changed of this kind's defaults. */
export const companyDefaults = async (
  tx: Pick<Tx, "notificationDefault">,
  companyId: string,
  kind: NotificationKind,
): Promise<CompanyDefaults> => {
  const row = await tx.notificationDefault.findUnique({ where: { companyId_kind: { companyId, kind } } });
  if (!row) return {};
  return {
    ways: row.ways.split(",").filter(isWay),
    quiet: row.quietFrom === null || row.quietTo === null ? null : { from: row.quietFrom, to: row.quietTo },
    fallbackMinutes: row.fallbackMinutes,
    optOut: row.optOut,
  };
};
