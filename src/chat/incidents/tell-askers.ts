import type { Texts } from "../../core/announcements/announcement.ts";
import { directNotice, tellPeople } from "../../core/contacts/tell-people.ts";
import type { Work } from "../../core/work/work.ts";
import { bodyText, titleText } from "../announcements/words.ts";
import type { ChatSettings } from "../settings.ts";
import type { View } from "../view.ts";

/** People who are told in one call. */
const atATime = 200;

/**
 * The end of an incident for those who asked about it and whom the announcement does not reach. It answers them, so what
 * they turned off does not hold it back; where the first way fails, the next is taken.
 */
export const tellAskers = async (
  work: Work,
  { waysOn }: ChatSettings,
  { id, companyId }: { id: string; companyId: string },
  personIds: readonly string[],
  texts: Texts,
): Promise<void> => {
  const view: View = {
    blocks: [
      { type: "heading", text: titleText(texts) },
      { type: "text", text: bodyText(texts) },
    ],
  };
  const manner = { companyId, kind: "outage", lane: "notice", on: waysOn ?? new Set() } as const;
  for (let start = 0; start < personIds.length; start += atATime)
    await tellPeople(
      work,
      manner,
      personIds.slice(start, start + atATime).map((personId) => ({
        personId,
        key: `${directNotice}incident-end:${id}:${personId}`,
        subjectId: id,
        card: view,
        short: view,
      })),
    );
};
