import { can } from "../../core/access/policy.ts";
import { checkRegister } from "../../core/meetings/check-register.ts";
import { askForCount } from "../../core/meetings/count-meeting.ts";
import { findMeeting, subjectOf } from "../../core/meetings/find-meeting.ts";
import { sendNotice } from "../../core/meetings/send-notice.ts";
import { withdrawVote } from "../../core/meetings/withdraw-vote.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Work } from "../../core/work/work.ts";
import type { ActionRoute, Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { foundDecisionsView } from "./decision-view.ts";
import { documentActions } from "./document-actions.ts";
import { linkForm, questionForm, removeForm, weightsForm } from "./forms/agenda-forms.ts";
import { draftForm, editForm } from "./forms/draft-form.ts";
import { cancelForm, minutesForm, reconveneForm } from "./forms/lead-forms.ts";
import { paperForm, proxyForm } from "./forms/paper-forms.ts";
import { receiptForm } from "./forms/receipt-form.ts";
import { voteForm } from "./forms/vote-form.ts";
import { minutesRoute } from "./minutes-route.ts";
import { problemsView } from "./problems-view.ts";
import { meetingsView, meetingView } from "./resident-view.ts";
import { staffListView, staffMeetingView } from "./staff-list.ts";
import { refusalText } from "./words.ts";

const forms = [
  draftForm,
  editForm,
  questionForm,
  removeForm,
  weightsForm,
  paperForm,
  proxyForm,
  cancelForm,
  minutesForm,
  reconveneForm,
  linkForm,
  voteForm,
  receiptForm,
];

const formButton = (name: string, form = `meeting.${name}`): ActionRoute => ({
  kind: "action",
  name: `mt.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** A button that does something at once; a refusal is told to the one who pressed. */
const actRoute = (
  name: string,
  act: (work: Work, meetingId: string) => Promise<Outcome<unknown, string>>,
): ActionRoute => ({
  kind: "action",
  name: `mt.${name}`,
  handle: async ({ work, respond }, [meetingId = ""]) => {
    const outcome = await act(work, meetingId);
    respond.notice(
      outcome.ok ? t(`meetings.did.${name}`) : refusalText(outcome),
      outcome.ok ? "info" : "alert",
    );
  },
});

/** Everything that people do with owners' meetings. */
export const meetingRoutes = (settings: ChatSettings): Route[] => [
  ...forms.map((form): Route => ({ kind: "form", form })),
  ...[
    "question",
    "remove",
    "edit",
    "weights",
    "paper",
    "proxy",
    "cancel",
    "minutes",
    "reconvene",
    "link",
  ].map((name) => formButton(name)),
  formButton("vote"),
  formButton("code", receiptForm.id),
  {
    kind: "command",
    name: "meeting",
    platforms: ["slack"],
    audience: "staff",
    description: "meetings.command.draft",
    opens: draftForm.id,
    handle: ({ respond }, words) => respond.openForm(draftForm.id, words.trim()),
  },
  {
    kind: "command",
    name: "meetings",
    platforms: ["slack"],
    audience: "staff",
    description: "meetings.command.list",
    handle: async ({ work, respond }, words) =>
      respond.show(words.trim() === "" ? await staffListView(work) : await foundDecisionsView(work, words)),
  },
  {
    kind: "command",
    name: "meeting",
    platforms: ["telegram"],
    audience: "resident",
    // Who has sold votes on in the meetings in whose register they stand.
    former: true,
    description: "meetings.command.own",
    handle: async ({ work, respond }) => {
      if (work.actor.kind !== "person") return respond.notice(refusalText({ code: "forbidden" }), "alert");
      respond.show(await meetingsView(work, work.actor));
    },
  },
  {
    kind: "action",
    name: "mt.mine",
    handle: async ({ work, respond }, [meetingId = ""]) => {
      const view = work.actor.kind === "person" ? await meetingView(work, work.actor, meetingId) : null;
      if (view) respond.show(view);
      else respond.notice(refusalText({ code: "not-found" }), "alert");
    },
  },
  {
    kind: "action",
    name: "mt.show",
    handle: async ({ work, respond }, [meetingId = ""]) => {
      const view = await staffMeetingView(work, meetingId);
      if (view) respond.show(view);
      else respond.notice(refusalText({ code: "not-found" }), "alert");
    },
  },
  {
    kind: "action",
    name: "mt.check",
    handle: async ({ work, respond }, [meetingId = ""]) => {
      const meeting = await findMeeting(work.tx, meetingId);
      if (!meeting) return respond.notice(refusalText({ code: "not-found" }), "alert");
      if (!can(work.actor, "meeting.prepare", subjectOf(meeting)))
        return respond.notice(refusalText({ code: "forbidden" }), "alert");
      respond.show(problemsView(await checkRegister(work.tx, meeting, work.now)));
    },
  },
  actRoute("notice", (work, meetingId) => sendNotice(work, { meetingId })),
  actRoute("count", (work, meetingId) => askForCount(work, { meetingId })),
  {
    kind: "action",
    name: "mt.back",
    handle: async ({ work, respond }, [meetingId = ""]) => {
      const outcome = await withdrawVote(work, { meetingId });
      if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
      respond.notice(t("meetings.did.back"));
      const view = work.actor.kind === "person" ? await meetingView(work, work.actor, meetingId) : null;
      if (view) respond.show(view);
    },
  },
  minutesRoute,
  ...documentActions(settings),
];
