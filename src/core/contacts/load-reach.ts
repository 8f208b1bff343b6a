import type { Tx } from "../../database/types.ts";
import { heldAt } from "../directory/occupancy.ts";
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
  tx: Pick<Tx, "person" | "notificationSetting" | "notificationPreference">,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, KnownReach>> => {
  const where = { personId: { in: [...personIds] } };
  const [people, settings, preferences] = await Promise.all([
    tx.person.findMany({
      where: { id: { in: [...personIds] } },
      include: {
        company: { select: { language: true, timeZone: true } },
        identities: { where: { platform: "telegram" }, orderBy: { id: "asc" } },
        contactPoints: { orderBy: { id: "asc" } },
        occupancies: {
          where: heldAt(now),
          select: { unit: { select: { building: { select: { timeZone: true, language: true } } } } },
          orderBy: { id: "asc" },
          take: 1,
        },
      },
    }),
    tx.notificationSetting.findMany({ where }),
    tx.notificationPreference.findMany({ where }),
  ]);
  return new Map(
    people.map((person) => {
      const building = person.occupancies[0]?.unit.building;
      return [
        person.id,
        {
          personId: person.id,
          companyId: person.companyId,
          language:
            person.language ??
            person.identities[0]?.language ??
            building?.language ??
            person.company.language,
          timeZone: building?.timeZone ?? person.company.timeZone,
          identities: person.identities.map(({ chatId, unreachableSince }) => ({
            chatId,
            unreachable: unreachableSince !== null,
          })),
          contactPoints: person.contactPoints.map((point) => ({
            id: point.id,
            kind: point.kind,
            position: point.position,
            confirmed: point.confirmedAt !== null,
            unreachable: point.unreachableSince !== null,
          })),
          muted: settings.filter(({ personId }) => personId === person.id).flatMap(mutedIn),
          quiet:
            person.quietFrom === null || person.quietTo === null
              ? null
              : { from: person.quietFrom, to: person.quietTo },
          digest: preferences.some(({ personId, digest }) => personId === person.id && digest),
        },
      ];
    }),
  );
};

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
