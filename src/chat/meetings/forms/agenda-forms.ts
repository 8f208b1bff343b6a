import { addQuestion, removeQuestion } from "../../../core/meetings/agenda.ts";
import { meetingLimits } from "../../../core/meetings/draft-meeting.ts";
import { type HeldMeeting, questionsOf } from "../../../core/meetings/find-meeting.ts";
import { decisionSubjects, linkDecision } from "../../../core/meetings/link-decision.ts";
import { readResult } from "../../../core/meetings/meeting-result.ts";
import { setVotingWeights } from "../../../core/meetings/voting-weights.ts";
import { done } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { Option } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { meetingForm } from "./meeting-form.ts";

/** One question of the agenda: what it is about, what is decided, and by which majority. */
export const questionForm = meetingForm({
  name: "question",
  act: "meeting.prepare",
  faulty: { "bad-title": "title", "bad-proposal": "proposal" },
  fields: async (_work, { policy }) => [
    {
      name: "title",
      label: t("meetings.question.about"),
      hint: t("meetings.question.about-hint"),
      input: { kind: "text", minLength: 3, maxLength: meetingLimits.title },
    },
    {
      name: "proposal",
      label: t("meetings.question.proposal"),
      hint: t("meetings.question.proposal-hint"),
      input: { kind: "text", multiline: true, minLength: 3, maxLength: meetingLimits.proposal },
    },
    {
      name: "kind",
      label: t("meetings.question.kind"),
      input: {
        kind: "choice",
        initial: "simple",
        options: Object.keys(policy.rules).map((value) => ({
          value,
          label: t(`meetings.kind.${policy.pack}.${value}`),
        })),
      },
    },
  ],
  submitted: (work, { id: meetingId }, input) =>
    addQuestion(work, {
      meetingId,
      title: textOf(input, "title") ?? "",
      proposal: textOf(input, "proposal") ?? "",
      kind: choiceOf(input, "kind") ?? "",
    }),
});

const questionOptions = async (
  work: Work,
  { id }: HeldMeeting,
  only?: ReadonlySet<string>,
): Promise<Option[]> =>
  (await questionsOf(work.tx, id))
    .filter((question) => !only || only.has(question.id))
    .map(({ id: value, position, titleSealed }) => ({
      value,
      label: plain(`${position}. ${work.vault.open(titleSealed)}`),
    }));

export const removeForm = meetingForm({
  name: "remove",
  act: "meeting.prepare",
  fields: async (work, meeting) => [
    {
      name: "question",
      label: t("meetings.remove.which"),
      input: { kind: "choice", options: await questionOptions(work, meeting) },
    },
  ],
  submitted: (work, { id: meetingId }, input) =>
    removeQuestion(work, { meetingId, questionId: choiceOf(input, "question") ?? "" }),
});

/** What came of a decision, so that one finds the other. */
export const linkForm = meetingForm({
  name: "link",
  act: "meeting.lead",
  faulty: { "no-subject": "subject", "no-announcement": "subject", "already-linked": "subject" },
  fields: async (work, meeting) => {
    const decided = meeting.result === null ? [] : readResult(meeting.result).questions;
    const adopted = new Set(decided.flatMap(({ id, adopted: yes }) => (yes ? [id] : [])));
    return [
      {
        name: "question",
        label: t("meetings.link.which"),
        input: { kind: "choice", options: await questionOptions(work, meeting, adopted) },
      },
      {
        name: "kind",
        label: t("meetings.link.kind"),
        input: {
          kind: "choice",
          initial: "project",
          options: decisionSubjects.map((value) => ({ value, label: t(`meetings.link.kinds.${value}`) })),
        },
      },
      {
        name: "subject",
        label: t("meetings.link.subject"),
        hint: t("meetings.link.subject-hint"),
        input: { kind: "text", maxLength: 200 },
      },
    ];
  },
  submitted: (work, { id: meetingId }, input) =>
    linkDecision(work, {
      meetingId,
      questionId: choiceOf(input, "question") ?? "",
      subjectType: decisionSubjects.find((kind) => kind === choiceOf(input, "kind")) ?? "other",
      subjectId: textOf(input, "subject") ?? "",
    }),
});

/** The units' weights by the declaration, pasted as a list. */
export const weightsForm = meetingForm({
  name: "weights",
  act: "meeting.prepare",
  faulty: { "bad-line": "list", "no-unit": "list", empty: "list" },
  fields: async () => [
    {
      name: "list",
      label: t("meetings.weights.list"),
      hint: t("meetings.weights.list-hint"),
      input: { kind: "text", multiline: true, maxLength: 3000 },
    },
  ],
  submitted: async (work, { buildingId }, input) => {
    const set = await setVotingWeights(work, { buildingId, text: textOf(input, "list") ?? "" });
    return set.ok ? done(t("meetings.weights.set", { count: set.value.units })) : set;
  },
});
