import { readContactReason } from "../../core/contacts/contact-reason.ts";
import { languageOf } from "../../core/contacts/unsubscribe.ts";
import type { OutboxDraft } from "../../core/outbox/draft.ts";
import { isLetterPlatform } from "../../core/platform.ts";
import type { Tx } from "../../database/db.ts";
import { t } from "../text.ts";
import { wayOfContact, wayWord } from "./words.ts";

/** What an unreachable message of the delivery says; chats are nobody's contact. */
interface Unreachable {
  platform: string;
  chatId: string;
}

/** The delivery met a contact that is no more: its person is told in Telegram. */
export const tellOfUnreachable = async (tx: Tx, { platform, chatId }: Unreachable): Promise<OutboxDraft[]> =>
  isLetterPlatform(platform) ? contactEndedDrafts(tx, chatId) : [];

/** A word to the person whose contact ended, once a day; none to who complained. */
export const contactEndedDrafts = async (tx: Tx, contactPointId: string): Promise<OutboxDraft[]> => {
  const point = await tx.contactPoint.findUnique({
    where: { id: contactPointId },
    include: {
      person: { include: { identities: { where: { platform: "telegram", unreachableSince: null } } } },
    },
  });
  if (!point?.unreachableSince) return [];
  const reason = readContactReason(point.unreachableReason);
  if (reason === "complaint" || reason === "removed") return [];
  const language = await languageOf({ tx }, point.personId);
  const way = wayWord(wayOfContact(point.kind));
  return point.person.identities.map(({ chatId }) => ({
    address: { platform: "telegram", chatId },
    lane: "notice",
    language,
    companyId: point.companyId,
    dedupeKey: `contact-ended:${point.id}:${point.unreachableSince?.toISOString().slice(0, 10)}`,
    what: {
      kind: "message",
      content: { blocks: [{ type: "text", text: t(`contacts.ended.${reason}`, { way }) }] },
    },
  }));
};
