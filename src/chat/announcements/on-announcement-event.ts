import type { Subscriber } from "../../core/work/core.ts";
import { postCard, refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { announcementCardKind } from "./staff-card.ts";

/** Keeps the card of each announcement in the staff channel up to date. */
export const onAnnouncementEvent =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "file.settled" && event.subjectType === "announcement")
      return void (await refreshCards(work, event.subjectId, "notice"));
    if (event.type !== "announcement.changed") return;
    const { companyId, announcementId: subjectId, act } = event;
    if ((act !== "written" && act !== "scheduled") || !staffChannel)
      return void (await refreshCards(work, subjectId, "notice"));
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const address = { platform: "slack", chatId: staffChannel } as const;
    const card = { kind: announcementCardKind, subjectId, companyId, address, language };
    await postCard(work, { ...card, personId: null, lane: "notice" });
  };
