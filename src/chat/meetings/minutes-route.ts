import { can } from "../../core/access/policy.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import { findMeeting, subjectOf } from "../../core/meetings/find-meeting.ts";
import { action } from "../action.ts";
import type { ActionRoute } from "../route.ts";
import { t } from "../text.ts";
import type { Button } from "../view.ts";
import { refusalText } from "./words.ts";

const name = "mt.read";

export const minutesButton = (meetingId: string): Button => ({
  label: t("meetings.mine.minutes"),
  do: { action: action(name, meetingId) },
});

/** The minutes for whoever has a part in the house, in their own chat: without the register, which names neighbours. */
export const minutesRoute: ActionRoute = {
  kind: "action",
  name,
  handle: async ({ work, event, language, respond }, [meetingId = ""]) => {
    const meeting = await findMeeting(work.tx, meetingId);
    if (meeting?.state !== "minutes") return respond.notice(refusalText({ code: "not-found" }), "alert");
    if (!can(work.actor, "meeting.vote", subjectOf(meeting)))
      return respond.notice(refusalText({ code: "forbidden" }), "alert");
    const { companyId, number } = meeting;
    await orderDocument(work, {
      companyId,
      kind: "meetings:record",
      params: { meetingId, number },
      language,
      address: { platform: event.platform, chatId: event.chat.id },
    });
    respond.notice(t("meetings.did.read"));
  },
};
