import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { audienceIn, openTexts, type Texts } from "./announcement.ts";
import type { Audience } from "./audience.ts";

/** An announcement with what is needed to show it, to anybody. */
export interface ShownAnnouncement
  extends Pick<
    AnnouncementModel,
    | "id"
    | "companyId"
    | "number"
    | "kind"
    | "category"
    | "state"
    | "textVersion"
    | "beginsAt"
    | "endsAt"
    | "correctedAt"
    | "seenRule"
  > {
  texts: Texts;
  audience: Audience;
  /** Addresses of the buildings it is for; none: all of the company. */
  addresses: string[];
  company: string;
  /** Of the place, else the company's. */
  timeZone: string;
  files: { attachmentId: string; kind: "photo" | "video" | "voice" | "document" }[];
}

/** Null when there is none. Its words are those of its newest version. */
export const showAnnouncement = async (
  read: Db,
  vault: Vault,
  id: string,
): Promise<ShownAnnouncement | null> => {
  const [row] = await read.$queryRaw<(Shown & { textsSealed: string; company: string; zone: string })[]>`
    SELECT a."id", a."companyId", a."number", CAST(a."kind" AS TEXT) AS "kind", a."category",
      CAST(a."state" AS TEXT) AS "state", a."textVersion", a."beginsAt", a."endsAt", a."correctedAt", a."audience",
      a."seenRule", v."textsSealed", c."name" AS "company", c."timeZone" AS "zone"
    FROM "Announcement" a
    JOIN "AnnouncementVersion" v ON v."announcementId" = a."id" AND v."version" = a."textVersion"
    JOIN "Company" c ON c."id" = a."companyId"
    WHERE a."id" = ${id}`;
  if (!row) return null;
  const { textsSealed, zone, company, ...announcement } = row;
  const audience = audienceIn({ audience: parsed(announcement.audience) as AnnouncementModel["audience"] });
  const buildings = await read.building.findMany({
    where: { id: { in: [...audience.buildingIds] } },
    select: { address: true, timeZone: true },
    orderBy: { address: "asc" },
  });
  const files = await read.attachment.findMany({
    where: { subjectType: "announcement", subjectId: id, state: "stored" },
    select: { id: true, kind: true },
    orderBy: { id: "asc" },
  });
  return {
    ...announcement,
    beginsAt: dateOf(announcement.beginsAt),
    endsAt: dateOf(announcement.endsAt),
    correctedAt: dateOf(announcement.correctedAt),
    audience,
    texts: openTexts(vault, textsSealed),
    addresses: buildings.map(({ address }) => address),
    company,
    timeZone: buildings[0]?.timeZone ?? zone,
    files: files.map((file) => ({ attachmentId: file.id, kind: file.kind })),
  };
};

/** Its files that came after a version of its words. */
export const filesSince = async (
  read: Db,
  id: string,
  version: number,
): Promise<ShownAnnouncement["files"]> => {
  const said = await read.announcementVersion.findUnique({
    where: { announcementId_version: { announcementId: id, version } },
    select: { at: true },
  });
  if (!said) return [];
  const files = await read.attachment.findMany({
    where: { subjectType: "announcement", subjectId: id, state: "stored", createdAt: { gt: said.at } },
    select: { id: true, kind: true },
    orderBy: { id: "asc" },
  });
  return files.map((file) => ({ attachmentId: file.id, kind: file.kind }));
};

type Shown = Pick<
  AnnouncementModel,
  | "id"
  | "companyId"
  | "number"
  | "kind"
  | "category"
  | "state"
  | "textVersion"
  | "beginsAt"
  | "endsAt"
  | "correctedAt"
  | "seenRule"
  | "audience"
>;

/** Raw answers carry JSON and moments in the manner of each driver. */
const parsed = (json: unknown): unknown => (typeof json === "string" ? JSON.parse(json) : json);

const dateOf = (at: Date | string | null): Date | null => (at === null ? null : new Date(at));
