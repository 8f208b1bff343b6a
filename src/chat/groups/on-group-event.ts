import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard } from "../staff-cards.ts";
import { t } from "../text.ts";
import { groupCardKind } from "./group-card.ts";

/** Asks staff whose group it is, keeps that card, and says in the group what the bot is there for. */
export const onGroupEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "group.changed") return;
    const { act, companyId, groupId: subjectId } = event;
    if (act === "asked" && settings.staffChannel)
      return postStaffCard(work, settings, { kind: groupCardKind, subjectId, companyId });
    await refreshCards(work, subjectId, "notice");
    if (act !== "linked") return;
    const group = await work.tx.groupLink.findUniqueOrThrow({ where: { id: subjectId } });
    if (!group.buildingId) return;
    const building = await work.tx.building.findUniqueOrThrow({ where: { id: group.buildingId } });
    work.send({
      address: { platform: "telegram", chatId: group.chatId },
      lane: "notice",
      language: building.language,
      companyId,
      what: { kind: "message", content: { blocks: [{ type: "text", text: t("house-chats.hello") }] } },
    });
  };
