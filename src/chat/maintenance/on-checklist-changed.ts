import type { Subscriber } from "../../core/work/core.ts";
import { postCard, refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { checklistCardKind, checklistSubject } from "./checklist-card.ts";

/** The list stands in the staff channel and with whoever does the work in Telegram, and is drawn anew with each tick. */
export const onChecklistChanged =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    const assigned = event.type === "request.changed" && event.act === "assigned";
    if (event.type !== "checklist.changed" && !assigned) return;
    const { companyId, requestId } = event;
    if (assigned && (await work.tx.checklistItem.count({ where: { requestId } })) === 0) return;
    const subjectId = checklistSubject(requestId);
    const standing = await refreshCards(work, subjectId, "reply");
    const card = { kind: checklistCardKind, subjectId, companyId, lane: "notice" } as const;
    const known = new Set(standing.map(({ platform, chatId }) => `${platform} ${chatId}`));
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    if (staffChannel && !known.has(`slack ${staffChannel}`))
      await postCard(work, {
        ...card,
        address: { platform: "slack", chatId: staffChannel },
        language,
        personId: null,
      });
    const request = await work.tx.request.findUnique({
      where: { id: requestId },
      select: { assigneeId: true },
    });
    if (!request?.assigneeId) return;
    const identity = await work.tx.identity.findFirst({
      where: { personId: request.assigneeId, platform: "telegram", unreachableSince: null },
      include: { person: { select: { language: true } } },
    });
    if (!identity || known.has(`telegram ${identity.chatId}`)) return;
    await postCard(work, {
      ...card,
      address: { platform: "telegram", chatId: identity.chatId },
      language: identity.person.language ?? language,
      personId: request.assigneeId,
    });
  };
