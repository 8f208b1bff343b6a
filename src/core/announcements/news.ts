import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import type { Vault } from "../crypto/vault.ts";
import { audienceOf } from "../directory/who-gets.ts";
import { audienceIn, openTexts, type Texts } from "./announcement.ts";
import { coversUnit, type Place } from "./audience.ts";
import { manners } from "./manners.ts";
import { announcementWordHashes } from "./write-version.ts";

export interface NewsLine extends Pick<AnnouncementModel, "id" | "number" | "kind" | "startedAt" | "state"> {
  texts: Texts;
}

export interface NewsPage {
  lines: NewsLine[];
  page: number;
  pages: number;
  total: number;
}

/** Those that are looked through; what is older is found by its words. */
const newest = 400;

/**
 * The announcements that were sent to a person, and those that concern the units that the person holds now, the newest
 * first; with words, those that have all of them.
 */
export const newsFor = async (
  read: Db,
  vault: Vault,
  actor: PersonActor,
  { words, page, size }: { words: string; page: number; size: number },
): Promise<NewsPage> => {
  if (!can(actor, "announcement.read", { companyId: actor.companyId }))
    return { lines: [], page: 1, pages: 1, total: 0 };
  const found = await read.announcement.findMany({
    where: {
      companyId: actor.companyId,
      startedAt: { not: null },
      state: { not: "cancelled" },
      AND: announcementWordHashes(vault, words).map((hash) => ({ words: { some: { hash } } })),
    },
    orderBy: [{ startedAt: "desc" }, { number: "desc" }],
    take: newest,
  });
  const own = await concerning(read, actor, found);
  const pages = Math.max(1, Math.ceil(own.length / size));
  const at = Math.min(Math.max(1, page), pages);
  const shown = own.slice((at - 1) * size, at * size);
  const versions = await read.announcementVersion.findMany({
    where: { OR: shown.map(({ id, textVersion }) => ({ announcementId: id, version: textVersion })) },
  });
  const texts = new Map(
    versions.map(({ announcementId, textsSealed }) => [announcementId, openTexts(vault, textsSealed)]),
  );
  return {
    lines: shown.map(({ id, number, kind, startedAt, state }) => ({
      id,
      number,
      kind,
      startedAt,
      state,
      texts: texts.get(id) ?? {},
    })),
    page: at,
    pages,
    total: own.length,
  };
};

/** Whether somebody may read an announcement: it was sent to them, or concerns what they hold. */
export const mayRead = async (
  read: Db,
  actor: PersonActor,
  announcement: AnnouncementModel,
): Promise<boolean> =>
  announcement.startedAt !== null &&
  can(actor, "announcement.read", { companyId: announcement.companyId }) &&
  (await concerning(read, actor, [announcement])).length > 0;

const concerning = async (
  read: Db,
  actor: PersonActor,
  announcements: readonly AnnouncementModel[],
): Promise<AnnouncementModel[]> => {
  const got = await read.recipient.findMany({
    where: { personId: actor.personId, announcementId: { in: announcements.map(({ id }) => id) } },
    select: { announcementId: true },
  });
  const received = new Set(got.map(({ announcementId }) => announcementId));
  const units = await read.unit.findMany({
    where: { id: { in: actor.occupancies.map(({ unitId }) => unitId) } },
    select: { id: true, buildingId: true, entrance: true, riser: true },
  });
  const kinds = await occupantKinds(read, actor.companyId);
  const holds = (announcement: AnnouncementModel, unit: Place): boolean =>
    actor.occupancies.some(
      ({ unitId, kind }) =>
        unitId === unit.id &&
        (audienceIn(announcement).who === "owners"
          ? kind === "owner"
          : (kinds.get(manners[announcement.kind].concerns) ?? []).includes(kind)),
    );
  return announcements.filter(
    (announcement) =>
      received.has(announcement.id) ||
      (announcement.followsId === null &&
        units.some((unit) => coversUnit(audienceIn(announcement), unit) && holds(announcement, unit))),
  );
};

const occupantKinds = async (read: Db, companyId: string) =>
  new Map([
    ["outage", await audienceOf(read, companyId, "outage")],
    ["news", await audienceOf(read, companyId, "news")],
  ]);
