import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import { prepareView } from "../prepare-view.ts";
import type { View } from "../view.ts";

/** A message to somebody, at each of their accounts and in their language. */
export const tellPerson = async (work: Work, personId: string, view: View): Promise<void> => {
  const person = await work.tx.person.findUnique({
    where: { id: personId },
    select: {
      companyId: true,
      language: true,
      identities: { where: { unreachableSince: null } },
      company: { select: { language: true } },
    },
  });
  for (const { platform, chatId, language } of person?.identities ?? []) {
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "notice",
      language: person?.language ?? language ?? person?.company.language ?? "en",
      companyId: person?.companyId ?? null,
      what: { kind: "message", content: await prepareView(work, view) },
    });
  }
};
