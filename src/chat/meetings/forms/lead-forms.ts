import { meetingLimits } from "../../../core/meetings/draft-meeting.ts";
import type { HeldMeeting } from "../../../core/meetings/find-meeting.ts";
import { cancelMeeting, drawUpMinutes, reconveneMeeting } from "../../../core/meetings/lead-meeting.ts";
import { done } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";
import { dateFields, datesOf, faultyDates } from "./date-fields.ts";
import { meetingForm } from "./meeting-form.ts";

export const cancelForm = meetingForm({
  name: "cancel",
  act: "meeting.lead",
  faulty: { "no-reason": "reason" },
  fields: async () => [
    {
      name: "reason",
      label: t("meetings.cancel.reason"),
      hint: t("meetings.cancel.reason-hint"),
      input: { kind: "text", multiline: true, minLength: 3, maxLength: meetingLimits.reason },
    },
  ],
  submitted: async (work, { id: meetingId }, input) =>
    cancelMeeting(work, { meetingId, reason: textOf(input, "reason") ?? "" }),
});

/** Who signs the minutes, and where they were drawn up. */
export const minutesForm = meetingForm({
  name: "minutes",
  act: "meeting.lead",
  fields: async (work, { buildingId }) => {
    const { address } = await work.tx.building.findUniqueOrThrow({ where: { id: buildingId } });
    const line = (name: string, initial = ""): Field => ({
      name,
      label: t(`meetings.minutes.${name}`),
      input: { kind: "text", maxLength: 200, initial },
    });
    return [line("chair"), line("secretary"), line("counters"), line("place", address)];
  },
  submitted: async (work, { id: meetingId }, input) => {
    const said = (name: string): string => textOf(input, name) ?? "";
    return drawUpMinutes(work, {
      meetingId,
      chair: said("chair"),
      secretary: said("secretary"),
      counters: said("counters"),
      place: said("place"),
    });
  },
});

const zoneOf = async ({ tx }: Work, { buildingId }: HeldMeeting): Promise<string> =>
  (await tx.building.findUniqueOrThrow({ where: { id: buildingId } })).timeZone;

/** A second meeting after one without a quorum. */
export const reconveneForm = meetingForm({
  name: "reconvene",
  act: "meeting.prepare",
  faulty: faultyDates,
  fields: async (work, meeting) => dateFields(work.now, await zoneOf(work, meeting), null),
  submitted: async (work, meeting, input) => {
    const dates = datesOf(input, await zoneOf(work, meeting));
    const again = await reconveneMeeting(work, { meetingId: meeting.id, ...dates });
    return again.ok ? done(t("meetings.reconvene.done", { number: again.value.number })) : again;
  },
});
