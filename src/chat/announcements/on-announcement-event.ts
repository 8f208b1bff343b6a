import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard } from "../staff-cards.ts";
import { announcementCardKind } from "./staff-card.ts";

/** Keeps the card of each announcement in the staff channel up to date. */
export const onAnnouncementEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "file.settled" && event.subjectType === "announcement")
      return void (await refreshCards(work, event.subjectId, "notice"));
    if (event.type !== "announcement.changed") return;
    const { companyId, announcementId: subjectId, act } = event;
    if ((act !== "written" && act !== "scheduled") || !settings.staffChannel)
      return void (await refreshCards(work, subjectId, "notice"));
    await postStaffCard(work, settings, { kind: announcementCardKind, subjectId, companyId });
  };
