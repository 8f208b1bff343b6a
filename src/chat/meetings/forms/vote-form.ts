import { agendaOf } from "../../../core/meetings/agenda-of.ts";
import type { Answers, Choice } from "../../../core/meetings/ballot.ts";
import { castVote, isUnitVoted, mayVote } from "../../../core/meetings/cast-vote.ts";
import type { HeldMeeting } from "../../../core/meetings/find-meeting.ts";
import type { VoterStanding } from "../../../core/meetings/voter-standing.ts";
import type { Work } from "../../../core/work/work.ts";
import type { AgendaQuestionModel } from "../../../database/types.ts";
import { choiceOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import { refusalText, voterAdvice, weightText } from "../words.ts";

/** What can be chosen in chat: nobody spoils a ballot by a button. */
const offered = ["for", "against", "abstain"] as const satisfies readonly Choice[];

/**
 * One walk through the agenda for all units of an owner together, confirmed at the end. args: the meeting, and whose
 * vote it is when it is cast by proxy.
 */
export const voteForm: Form = {
  id: "meeting.vote",
  title: t("meetings.vote.title"),
  submit: t("meetings.vote.submit"),
  open: async (work, [meetingId = "", principalId]) => {
    const votable = await mayVote(work, { meetingId, principalId: principalId || undefined });
    if (!votable.ok) return { ok: false, text: refusalText(votable) };
    const { meeting, voter } = votable.value;
    if (voter.votedAt === null && (await isUnitVoted(work, meeting, voter.personId)))
      return { ok: false, text: refusalText({ code: "unit-voted" }) };
    const questions = (await agendaOf(work.tx, meeting)).map((question) => asked(work, question));
    return {
      ok: true,
      intro: introText(work, meeting, voter, votable.value.proxyId !== null),
      fields: [...questions.map(questionField), confirmField(meeting, questions)],
    };
  },
  submitted: async (work, [meetingId = "", principalId], input) => {
    const cast = await castVote(work, {
      meetingId,
      principalId: principalId || undefined,
      answers: answersOf(input),
    });
    if (!cast.ok) return { ok: false, text: refusalText(cast) };
    const { meeting, index, hash, receipt } = cast.value;
    const lasts = t(meeting.policy.change ? "meetings.vote.changeable" : "meetings.vote.lasting");
    const done =
      receipt === null
        ? t("meetings.vote.done", { index, code: hash.slice(0, 8).toUpperCase() })
        : t("meetings.vote.done-secretly", { index });
    return {
      ok: true,
      text: joined("\n\n", done, lasts, ...voterAdvice(meeting)),
      ...(receipt === null ? {} : { once: t("meetings.vote.receipt", { code: receipt }) }),
    };
  },
};

const introText = (work: Work, meeting: HeldMeeting, voter: VoterStanding, byProxy: boolean): Text => {
  const weight = weightText(meeting.policy.weight, BigInt(voter.weight), BigInt(meeting.scale));
  const who = byProxy
    ? t("meetings.vote.for-owner", {
        name: plain(work.vault.open(voter.nameSealed)),
        units: plain(voter.units),
        weight,
      })
    : t("meetings.vote.own", { units: plain(voter.units), weight });
  return joined(
    "\n\n",
    who,
    ...(meeting.secret ? [t("meetings.vote.secretly")] : []),
    ...voterAdvice(meeting),
  );
};

interface Asked {
  id: string;
  title: Text;
  proposal: Text;
}

/** Opened once for all fields that name it. */
const asked = ({ vault }: Work, question: AgendaQuestionModel): Asked => ({
  id: question.id,
  title: plain(`${question.position}. ${vault.open(question.titleSealed)}`),
  proposal: plain(vault.open(question.proposalSealed)),
});

const questionField = ({ id, title, proposal }: Asked): Field => ({
  name: id,
  label: title,
  hint: t("meetings.vote.proposal", { proposal }),
  input: {
    kind: "choice",
    options: offered.map((value) => ({ value, label: t(`meetings.choice.${value}`) })),
  },
});

const confirmation = "confirm";

const confirmField = ({ secret }: HeldMeeting, questions: readonly Asked[]): Field => {
  const field = (label: Text): Field => ({
    name: confirmation,
    label,
    input: { kind: "choice", options: [{ value: "yes", label: t("meetings.vote.confirm") }] },
  });
  // The message stays with the messenger and in our outbox for a while: of a secret vote it names no choice.
  const chosen = (input: FormInput): Text[] =>
    secret
      ? []
      : questions.map(({ id, title }) => joined(" — ", title, t(`meetings.choice.${choiceOf(input, id)}`)));
  return {
    ...field(t("meetings.vote.sure")),
    given: (input) => field(joined("\n", t("meetings.vote.sure"), ...chosen(input))),
  };
};

/** Whether they are all that is asked is checked where the vote is cast. */
const answersOf = (input: FormInput): Answers =>
  Object.fromEntries(
    Object.keys(input)
      .filter((name) => name !== confirmation)
      .flatMap((id) => {
        const choice = offered.find((each) => each === choiceOf(input, id));
        return choice ? [[id, choice]] : [];
      }),
  );
