import { openStates } from "../../core/requests/transitions.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard } from "../cards.ts";
import { residentCardKind } from "./resident-card.ts";
import { chatsOf } from "./send-to-person.ts";

/** Cards of somebody's own requests that still go on, in each of their Telegram chats. */
export const postAuthorCards = async (
  work: Work,
  personId: string,
  requestIds: readonly string[],
): Promise<void> => {
  const going = await work.tx.request.findMany({
    where: { id: { in: [...requestIds] }, authorId: personId, state: { in: [...openStates, "done"] } },
    select: { id: true, companyId: true },
    orderBy: { id: "asc" },
  });
  if (going.length === 0) return;
  const chats = await chatsOf(work, personId);
  for (const { id: subjectId, companyId } of going)
    for (const { address, language } of chats)
      if (address.platform === "telegram")
        await postCard(work, {
          kind: residentCardKind,
          subjectId,
          companyId,
          address,
          language,
          personId,
          lane: "notice",
        });
};
