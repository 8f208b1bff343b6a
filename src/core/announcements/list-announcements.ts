import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { audienceIn, openTexts, type Texts } from "./announcement.ts";
import { mayFor } from "./change-announcement.ts";

export interface AnnouncementLine
  extends Pick<
    AnnouncementModel,
    "id" | "number" | "kind" | "state" | "people" | "reached" | "startedAt" | "sendAt"
  > {
  texts: Texts;
}

const newest = 300;

/** The office's announcements that the actor may see, the newest first. */
export const listAnnouncements = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  { page, size }: { page: number; size: number },
): Promise<{ lines: AnnouncementLine[]; page: number; pages: number }> => {
  const companyId = actor.kind === "stranger" ? null : actor.companyId;
  if (companyId === null) return { lines: [], page: 1, pages: 1 };
  const all = await read.announcement.findMany({
    where: { companyId },
    orderBy: { number: "desc" },
    take: newest,
  });
  const visible = all.filter((one) => mayFor(actor, "announcement.view", companyId, audienceIn(one)));
  const pages = Math.max(1, Math.ceil(visible.length / size));
  const at = Math.min(Math.max(1, page), pages);
  const shown = visible.slice((at - 1) * size, at * size);
  const versions = await read.announcementVersion.findMany({
    where: { OR: shown.map(({ id, textVersion }) => ({ announcementId: id, version: textVersion })) },
  });
  const texts = new Map(
    versions.map(({ announcementId, textsSealed }) => [announcementId, openTexts(vault, textsSealed)]),
  );
  return { lines: shown.map((one) => ({ ...one, texts: texts.get(one.id) ?? {} })), page: at, pages };
};
