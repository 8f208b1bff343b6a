import { can } from "../../../core/access/policy.ts";
import { findBuildings } from "../../../core/directory/find-buildings.ts";
import {
  draftMeeting,
  editMeeting,
  type MeetingPlan,
  meetingLimits,
} from "../../../core/meetings/draft-meeting.ts";
import type { HeldMeeting } from "../../../core/meetings/find-meeting.ts";
import { dayOf } from "../../../core/meetings/meeting-dates.ts";
import { type MeetingPolicy, type WeightKind, weightKinds } from "../../../core/meetings/policy.ts";
import { policyAt } from "../../../core/meetings/policy-at.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { dateFields, datesOf, faultyDates } from "./date-fields.ts";
import { meetingForm } from "./meeting-form.ts";

const faulty: Readonly<Record<string, string>> = {
  ...faultyDates,
  "bad-title": "title",
  "bad-quorum": "quorum",
  "quorum-is-law": "quorum",
};

interface Given {
  title: string;
  meeting: HeldMeeting | null;
}

const planFields = (
  now: Date,
  timeZone: string,
  policy: MeetingPolicy,
  { title, meeting }: Given,
): Field[] => [
  {
    name: "title",
    label: t("meetings.draft.about"),
    hint: t("meetings.draft.about-hint"),
    input: { kind: "text", minLength: 3, maxLength: meetingLimits.title, initial: title },
  },
  ...dateFields(now, timeZone, meeting),
  {
    name: "secret",
    label: t("meetings.draft.secret"),
    input: {
      kind: "choice",
      initial: meeting?.secret ? "yes" : "no",
      options: ["no", "yes"].map((value) => ({ value, label: t(`meetings.draft.secret-${value}`) })),
    },
  },
  ...(policy.pack === "ru" ? [] : [weightField(meeting?.policy.weight ?? policy.weight)]),
  ...(policy.quorumByBylaws
    ? [
        {
          name: "quorum",
          label: t("meetings.draft.quorum"),
          hint: t("meetings.draft.quorum-hint"),
          optional: true,
          input: {
            kind: "text" as const,
            maxLength: 12,
            initial: (meeting?.policy ?? policy).quorum?.fraction ?? "",
          },
        },
      ]
    : []),
];

const weightField = (initial: WeightKind): Field => ({
  name: "weight",
  label: t("meetings.draft.weight"),
  hint: t("meetings.draft.weight-hint"),
  input: {
    kind: "choice",
    initial,
    options: weightKinds.map((value) => ({ value, label: t(`meetings.counted-by.${value}`) })),
  },
});

const planOf = (input: FormInput, timeZone: string): MeetingPlan => {
  const weight = weightKinds.find((kind) => kind === choiceOf(input, "weight"));
  const quorum = textOf(input, "quorum");
  return {
    title: textOf(input, "title") ?? "",
    secret: choiceOf(input, "secret") === "yes",
    ...datesOf(input, timeZone),
    ...(weight ? { weight } : {}),
    ...(quorum ? { quorum } : {}),
  };
};

/** A new meeting. args[0]: words of the address, where there are several houses. */
export const draftForm: Form = {
  id: "meeting.draft",
  title: t("meetings.draft.title"),
  submit: t("meetings.draft.submit"),
  open: async (work, [words = ""]) => {
    const buildings = await buildingsMeant(work, words);
    const [first] = buildings;
    if (!first) return { ok: false, text: refusalText({ code: words ? "no-building" : "forbidden" }) };
    const policy = policyAt(first.policyPack, dayOf(work.now, first.timeZone));
    const fields = planFields(work.now, first.timeZone, policy, { title: "", meeting: null });
    const house: Field = {
      name: "building",
      label: t("meetings.draft.building"),
      input: {
        kind: "choice",
        options: buildings.map(({ id, address }) => ({ value: id, label: plain(address) })),
        ...(buildings.length === 1 ? { initial: first.id } : {}),
      },
    };
    return { ok: true, fields: [house, ...fields] };
  },
  submitted: async (work, _args, input) => {
    const buildingId = choiceOf(input, "building") ?? "";
    const building = await work.tx.building.findUnique({ where: { id: buildingId } });
    if (!building) return { ok: false, text: refusalText({ code: "not-found" }) };
    const drafted = await draftMeeting(work, { buildingId, ...planOf(input, building.timeZone) });
    if (drafted.ok) return { ok: true };
    const field = faulty[drafted.code];
    return { ok: false, text: refusalText(drafted), ...(field ? { field } : {}) };
  },
};

const buildingsMeant = async ({ tx, actor }: Work, words: string) => {
  if (actor.kind !== "person") return [];
  const { companyId } = actor;
  const meant = words.trim() ? await findBuildings(tx, companyId, words) : null;
  const buildings = await tx.building.findMany({
    where: { companyId, ...(meant ? { id: { in: meant.map(({ id }) => id) } } : {}) },
    orderBy: { address: "asc" },
    include: { company: { select: { policyPack: true } } },
  });
  return buildings
    .filter(({ id: buildingId }) => can(actor, "meeting.prepare", { companyId, buildingId }))
    .map(({ company, ...building }) => ({ ...building, ...company }));
};

const zoneOf = async ({ tx }: Work, { buildingId }: HeldMeeting): Promise<string> =>
  (await tx.building.findUniqueOrThrow({ where: { id: buildingId } })).timeZone;

export const editForm = meetingForm({
  name: "edit",
  act: "meeting.prepare",
  faulty,
  fields: async (work, meeting) =>
    planFields(work.now, await zoneOf(work, meeting), meeting.policy, {
      title: work.vault.open(meeting.titleSealed),
      meeting,
    }),
  submitted: async (work, meeting, input) =>
    editMeeting(work, { meetingId: meeting.id, ...planOf(input, await zoneOf(work, meeting)) }),
});
