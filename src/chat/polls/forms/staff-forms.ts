import { can } from "../../../core/access/policy.ts";
import type { Outcome } from "../../../core/outcome.ts";
import { addQuestion } from "../../../core/polls/add-question.ts";
import { cancelPoll, declineProposal } from "../../../core/polls/decline-poll.ts";
import { extendPoll } from "../../../core/polls/extend-poll.ts";
import { pollLimits } from "../../../core/polls/limits.ts";
import { type PollSheet, pollSheet } from "../../../core/polls/poll-sheet.ts";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { questionFields, questionOf } from "./question-fields.ts";
import { refusedForm } from "./refused-form.ts";
import { momentOf, timeFields, today } from "./times.ts";

interface StaffForm {
  name: "question" | "decline" | "cancel" | "extend";
  act: "poll.create" | "poll.decide" | "poll.steer";
  states: readonly PollSheet["state"][];
  fields(work: Work, poll: PollSheet): Field[];
  submitted(work: Work, poll: PollSheet, input: FormInput): Promise<Outcome<unknown, string>>;
}

/** A form about one poll, for those of the staff who may do what it asks for. args[0]: the poll. */
const staffForm = ({ name, act, states, fields, submitted }: StaffForm): Form => ({
  id: `poll.${name}`,
  title: t(`polls.${name}.title`),
  submit: t(`polls.${name}.submit`),
  open: async (work, [pollId = ""]) => {
    const poll = await pollSheet(work.tx, work.vault, pollId);
    if (!poll) return { ok: false, text: refusalText({ code: "not-found" }) };
    const { companyId, place, state } = poll;
    if (!can(work.actor, act, { companyId, buildingId: place.buildingId }))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    if (!states.includes(state))
      return { ok: false, text: refusalText({ code: "wrong-state", params: { state } }) };
    return { ok: true, fields: fields(work, poll) };
  },
  submitted: async (work, [pollId = ""], input) => {
    const poll = await pollSheet(work.tx, work.vault, pollId);
    if (!poll) return { ok: false, text: refusalText({ code: "not-found" }) };
    const outcome = await submitted(work, poll, input);
    return outcome.ok ? { ok: true, text: t(`polls.did.${name}`) } : refusedForm(outcome);
  },
});

const reasonField = (label: "decline" | "cancel"): Field => ({
  name: "reason",
  label: t(`polls.${label}.reason`),
  input: { kind: "text", multiline: true, maxLength: pollLimits.reason },
});

const endTime = "20:00";

export const pollStaffForms: Form[] = [
  staffForm({
    name: "question",
    act: "poll.create",
    states: ["draft"],
    fields: () => questionFields(),
    submitted: (work, { id }, input) => addQuestion(work, { pollId: id, question: questionOf(input) }),
  }),
  staffForm({
    name: "decline",
    act: "poll.decide",
    states: ["proposed"],
    fields: () => [reasonField("decline")],
    submitted: (work, { id }, input) =>
      declineProposal(work, { pollId: id, reason: textOf(input, "reason") ?? "" }),
  }),
  staffForm({
    name: "cancel",
    act: "poll.steer",
    states: ["open", "scheduled"],
    fields: () => [reasonField("cancel")],
    submitted: (work, { id }, input) =>
      cancelPoll(work, { pollId: id, reason: textOf(input, "reason") ?? "" }),
  }),
  staffForm({
    name: "extend",
    act: "poll.steer",
    states: ["open"],
    fields: ({ now }, { timeZone }) => timeFields("end", { earliest: today(now, timeZone), time: endTime }),
    submitted: (work, { id, timeZone, endAt }, input) =>
      extendPoll(work, { pollId: id, endAt: momentOf(input, "end", { timeZone, time: endTime }) ?? endAt }),
  }),
];
