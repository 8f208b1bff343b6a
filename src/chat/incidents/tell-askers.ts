import type { Texts } from "../../core/announcements/announcement.ts";
import { loadReach } from "../../core/contacts/load-reach.ts";
import type { Work } from "../../core/work/work.ts";
import { bodyText, titleText } from "../announcements/words.ts";

/** The end of an incident, in Telegram, for those who asked about it and whom the announcement did not reach. */
export const tellAskers = async (work: Work, personIds: readonly string[], texts: Texts): Promise<void> => {
  const people = await loadReach(work.tx, personIds, work.now);
  for (const { identities, language, companyId } of people.values()) {
    for (const { chatId, unreachable } of identities) {
      if (unreachable) continue;
      work.send({
        address: { platform: "telegram", chatId },
        lane: "notice",
        language,
        companyId,
        what: {
          kind: "message",
          content: {
            blocks: [
              { type: "heading", text: titleText(texts) },
              { type: "text", text: bodyText(texts) },
            ],
          },
        },
      });
    }
  }
};
