import { announcementBlocks } from "../../chat/announcements/resident-view.ts";
import { plainView } from "../../chat/plain-view.ts";
import { moment, type Text, t } from "../../chat/text.ts";
import {
  acknowledgeByLink,
  type LinkReader,
  readerOf,
} from "../../core/announcements/acknowledge-by-link.ts";
import { readSeenToken, type SeenLink } from "../../core/announcements/seen-link.ts";
import { type ShownAnnouncement, showAnnouncement } from "../../core/announcements/show-announcement.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { HttpHandler } from "../http-server.ts";
import { sendPage } from "./html-page.ts";
import { browserLanguage, type PageParts } from "./page-parts.ts";
import { queryOf, readBody } from "./read-body.ts";

const linkActor = { kind: "system", name: "link", companyId: null } as const;

interface Known {
  link: SeenLink;
  reader: LinkReader;
  announcement: ShownAnnouncement;
  /** When its present words were acknowledged. */
  seenAt: Date | null;
}

/**
 * `/seen`: what a letter told, in its present words, with a button that says that it is read. Mail scanners follow links:
 * nothing happens before the button is pressed.
 */
export const seenPage =
  (parts: PageParts): HttpHandler =>
  async (request, response) => {
    const { core, translator } = parts;
    const link = readSeenToken(core.vault, queryOf(request).get("t") ?? "");
    const known = link && (await lookUp(parts, link));
    const language = known?.reader.actor.language ?? browserLanguage(translator, request);
    const say = (text: Text) => translator.translate(text, language);
    const told = (status: number, name: string, more: Parameters<typeof t>[1] = {}) =>
      sendPage(response, status, {
        language,
        title: say(t(`announcements.page.${name}-title`)),
        text: say(t(`announcements.page.${name}-text`, more)),
      });
    if (!known) return told(410, "outdated");
    const { announcement, reader, seenAt } = known;
    if (request.method === "POST") {
      await readBody(request, 10_000);
      const noted = await runWork(core, reader, (work) => acknowledgeByLink(work, known.link));
      return noted.ok ? told(200, "noted") : told(410, "outdated");
    }
    if (known.link.expiresAt <= core.clock.now()) return told(410, "outdated");
    if (seenAt) return told(200, "before", { at: moment(seenAt, announcement.timeZone) });
    const { title, paragraphs } = plainView({ blocks: announcementBlocks(announcement) }, say);
    sendPage(response, 200, {
      language,
      title: title ?? announcement.company,
      text: paragraphs.join("\n\n"),
      button: { label: say(t("announcements.button.seen")) },
    });
  };

/** Null: the link has lost its meaning. */
const lookUp = ({ core }: PageParts, link: SeenLink): Promise<Known | null> =>
  runWork(core, { actor: linkActor, channel: "link" }, async ({ tx, vault, now }) => {
    const reader = await readerOf({ tx, now }, link);
    const announcement = reader && (await showAnnouncement(tx, vault, link.announcementId));
    if (!announcement || announcement.state === "cancelled") return null;
    const seen = await tx.acknowledgement.findUnique({
      where: {
        announcementId_personId_version: {
          announcementId: announcement.id,
          personId: reader.actor.personId,
          version: announcement.textVersion,
        },
      },
    });
    return { link, reader, announcement, seenAt: seen?.at ?? null };
  });
