import { type Act, can } from "../../core/access/policy.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import { findMeeting, subjectOf } from "../../core/meetings/find-meeting.ts";
import type { ActionRoute } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { refusalText } from "./words.ts";

interface MeetingPapers {
  /** The button, and the kind of document. */
  button: string;
  kind: string;
  act: Act;
}

const papers: readonly MeetingPapers[] = [
  { button: "papers", kind: "papers", act: "meeting.record" },
  { button: "register", kind: "register", act: "meeting.watch" },
  { button: "results", kind: "results", act: "meeting.watch" },
  { button: "protocol", kind: "minutes", act: "meeting.watch" },
];

/** Papers of a meeting, made by a job and put into the staff channel. */
export const documentActions = ({ staffChannel }: ChatSettings): ActionRoute[] =>
  papers.map(({ button, kind, act }) => ({
    kind: "action",
    name: `mt.${button}`,
    handle: async ({ work, respond }, [meetingId = ""]) => {
      const meeting = await findMeeting(work.tx, meetingId);
      if (!meeting || !staffChannel) return respond.notice(refusalText({ code: "not-found" }), "alert");
      if (!can(work.actor, act, subjectOf(meeting)))
        return respond.notice(refusalText({ code: "forbidden" }), "alert");
      const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: meeting.companyId } });
      await orderDocument(work, {
        companyId: meeting.companyId,
        kind: `meetings:${kind}`,
        params: { meetingId, number: meeting.number },
        language,
        address: { platform: "slack", chatId: staffChannel },
      });
      respond.notice(t("meetings.did.ordered"));
    },
  }));
