import { acknowledge } from "../../core/announcements/acknowledge.ts";
import { showAnnouncement } from "../../core/announcements/show-announcement.ts";
import type { ActionRoute } from "../route.ts";
import { t } from "../text.ts";
import { seenView } from "./resident-view.ts";
import { refusalText } from "./words.ts";

/** "I have read it": noted once, and the button becomes the time of it. */
export const seenAction: ActionRoute = {
  kind: "action",
  name: "an.seen",
  handle: async ({ work, event, respond }, [announcementId = ""]) => {
    const outcome = await acknowledge(work, { announcementId });
    if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
    respond.notice(t(outcome.value.first ? "announcements.seen.noted" : "announcements.seen.before"));
    const announcement = await showAnnouncement(work.tx, work.vault, announcementId);
    if (announcement && event.chat.kind === "private") respond.edit(seenView(announcement, work.now));
  },
};
