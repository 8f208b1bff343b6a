import type { Lane } from "../core/outbox/draft.ts";
import type { Platform } from "../core/platform.ts";
import type { Work } from "../core/work/work.ts";
import { type NewCard, postCard } from "./cards.ts";
import { prepareView } from "./prepare-view.ts";
import type { ChatSettings } from "./settings.ts";
import type { View } from "./view.ts";

/** Shows in the staff channel, in the company's language, how something stands; without such a channel nothing. */
export const postStaffCard = async (
  work: Work,
  { staffChannel }: Pick<ChatSettings, "staffChannel">,
  card: Pick<NewCard, "kind" | "subjectId" | "companyId">,
): Promise<void> => {
  if (!staffChannel) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: card.companyId } });
  const address = { platform: "slack", chatId: staffChannel } as const;
  await postCard(work, { ...card, address, language, personId: null, lane: "notice" });
};

/** Says something in the staff channel, in the company's language; once where a key is given. Without a channel nothing. */
export const tellStaffChannel = async (
  work: Work,
  { staffChannel }: Pick<ChatSettings, "staffChannel">,
  { companyId, view, dedupeKey }: { companyId: string; view: View; dedupeKey?: string },
): Promise<void> => {
  if (!staffChannel) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  work.send({
    address: { platform: "slack", chatId: staffChannel },
    lane: "notice",
    language,
    companyId,
    what: { kind: "message", content: await prepareView(work, view) },
    ...(dedupeKey === undefined ? {} : { dedupeKey }),
  });
};

interface PlacedCard {
  id: string;
  companyId: string;
  platform: string;
  chatId: string;
  language: string;
}

/** Puts a message into the thread under each of the cards. */
export const sendUnderCards = async (
  work: Work,
  cards: readonly PlacedCard[],
  view: View,
  { lane = "notice", subjectId }: { lane?: Lane; subjectId?: string } = {},
): Promise<void> => {
  for (const { id: threadOfCard, companyId, platform, chatId, language } of cards)
    work.send({
      address: { platform: platform as Platform, chatId },
      threadOfCard,
      lane,
      language,
      companyId,
      ...(subjectId === undefined ? {} : { subjectId }),
      what: { kind: "message", content: await prepareView(work, view) },
    });
};
