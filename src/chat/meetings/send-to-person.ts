import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import { prepareView } from "../prepare-view.ts";
import type { View } from "../view.ts";

/** A private message to somebody, by each chat in which they can be reached. */
export const sendToPerson = async (work: Work, personId: string, view: View): Promise<void> => {
  const person = await work.tx.person.findUnique({
    where: { id: personId },
    select: { language: true, companyId: true, identities: true, company: { select: { language: true } } },
  });
  if (!person) return;
  for (const { platform, chatId, unreachableSince } of person.identities) {
    if (unreachableSince !== null) continue;
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "notice",
      language: person.language ?? person.company.language,
      companyId: person.companyId,
      what: { kind: "message", content: await prepareView(work, view) },
    });
  }
};
