import { type Act, can } from "../../../core/access/policy.ts";
import { findMeeting, type HeldMeeting, subjectOf } from "../../../core/meetings/find-meeting.ts";
import type { Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { plain, type Text, t } from "../../text.ts";
import { refusalText } from "../words.ts";

interface MeetingForm {
  /** Its texts are meetings.<name>.title, .submit and so on. */
  name: string;
  act: Act;
  /** A text: why there is nothing to fill in. */
  fields(work: Work, meeting: HeldMeeting): Promise<Field[] | Text>;
  submitted(work: Work, meeting: HeldMeeting, input: FormInput): Promise<Outcome<Text | null, string>>;
  /** The field that a refusal is about. */
  faulty?: Readonly<Record<string, string>>;
}

/** A form about one meeting, whose id is its only argument. Who may not do the act is not shown the form. */
export const meetingForm = ({ name, act, fields, submitted, faulty = {} }: MeetingForm): Form => ({
  id: `meeting.${name}`,
  title: t(`meetings.${name}.title`),
  submit: t(`meetings.${name}.submit`),
  open: async (work, [meetingId = ""]) => {
    const meeting = await findMeeting(work.tx, meetingId);
    if (!meeting) return { ok: false, text: refusalText({ code: "not-found" }) };
    if (!can(work.actor, act, subjectOf(meeting)))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    const asked = await fields(work, meeting);
    if (!Array.isArray(asked)) return { ok: false, text: asked };
    const title = plain(work.vault.open(meeting.titleSealed));
    return { ok: true, intro: t("meetings.card.title", { number: meeting.number, title }), fields: asked };
  },
  submitted: async (work, [meetingId = ""], input) => {
    const meeting = await findMeeting(work.tx, meetingId);
    if (!meeting) return { ok: false, text: refusalText({ code: "not-found" }) };
    const outcome = await submitted(work, meeting, input);
    if (outcome.ok) return outcome.value === null ? { ok: true } : { ok: true, text: outcome.value };
    const field = faulty[outcome.code];
    const text = refusalText(outcome);
    return field ? { ok: false, text, field } : { ok: false, text };
  },
});
