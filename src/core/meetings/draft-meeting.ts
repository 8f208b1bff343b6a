import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { parseFraction } from "../fraction.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announceMeeting, type MeetingRefusal, meetingFor, writeMeeting } from "./change-meeting.ts";
import { checkWindow, dayOf, type MeetingDates } from "./meeting-dates.ts";
import type { MeetingPolicy, WeightKind } from "./policy.ts";
import { policyAt } from "./policy-at.ts";

export interface MeetingPlan extends MeetingDates {
  title: string;
  secret: boolean;
  /** Another weight than the rules' own, where the declaration sets one. */
  weight?: WeightKind;
  /** Such as "1/4", where the bylaws set it. */
  quorum?: string;
}

export const meetingLimits = { title: 200, proposal: 1500, questions: 20, reason: 500 } as const;

type PlanRefusal =
  | "bad-title"
  | "opens-in-past"
  | "closes-before-opening"
  | "too-short"
  | "too-long"
  | "bad-quorum"
  | "quorum-is-law";

/** A new meeting of a building's owners, by the rules of the company's pack in force when voting begins. */
export const draftMeeting = async (
  work: Work,
  { buildingId, ...plan }: MeetingPlan & { buildingId: string },
): Promise<Outcome<{ meetingId: string; number: number }, "not-found" | "forbidden" | PlanRefusal>> => {
  const { tx, actor, now } = work;
  const building = await tx.building.findUnique({ where: { id: buildingId }, include: { company: true } });
  if (!building) return refused("not-found");
  const { companyId, timeZone, company } = building;
  const attempt = { act: "meeting.draft", subjectType: "building", subjectId: buildingId };
  if (!can(actor, "meeting.prepare", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const policy = withPlan(policyAt(company.policyPack, dayOf(plan.opensAt, timeZone)), plan);
  if (!policy.ok) return refuse(work, attempt, policy.code, policy.params);
  const checked = checkPlan(plan, policy.value, now);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const last = await tx.meeting.aggregate({ where: { companyId }, _max: { number: true } });
  const meeting = await tx.meeting.create({
    data: {
      companyId,
      buildingId,
      number: (last._max.number ?? 0) + 1,
      titleSealed: work.vault.seal(plan.title.trim()),
      policy: policy.value,
      secret: plan.secret,
      opensAt: plan.opensAt,
      closesAt: plan.closesAt,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  work.audit({
    act: "meeting.draft",
    subjectType: "meeting",
    subjectId: meeting.id,
    after: { number: meeting.number, pack: policy.value.pack, from: policy.value.from },
  });
  announceMeeting(work, meeting, "drafted");
  return done({ meetingId: meeting.id, number: meeting.number });
};

/** Title, dates and options of a draft; its rules follow the new dates. */
export const editMeeting = async (
  work: Work,
  { meetingId, ...plan }: MeetingPlan & { meetingId: string },
): Promise<Outcome<null, MeetingRefusal | PlanRefusal>> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.prepare", move: "edit" });
  if (!found.ok) return found;
  const { timeZone, company } = await work.tx.building.findUniqueOrThrow({
    where: { id: found.value.buildingId },
    include: { company: true },
  });
  const current = policyAt(company.policyPack, dayOf(plan.opensAt, timeZone));
  const base = found.value.reconvenes === null ? current : { ...current, quorum: found.value.policy.quorum };
  const policy = withPlan(base, plan);
  if (!policy.ok) return policy;
  const checked = checkPlan(plan, policy.value, work.now);
  if (!checked.ok) return checked;
  const written = await writeMeeting(work, found.value, "edit", "edited", {
    titleSealed: work.vault.seal(plan.title.trim()),
    policy: policy.value,
    secret: plan.secret,
    opensAt: plan.opensAt,
    closesAt: plan.closesAt,
  });
  return written.ok ? done(null) : written;
};

const checkPlan = (plan: MeetingPlan, policy: MeetingPolicy, now: Date): Outcome<null, PlanRefusal> => {
  const title = plan.title.trim();
  if (title.length < 3 || title.length > meetingLimits.title) return refused("bad-title");
  return checkWindow(plan, policy, now);
};

/** The pack's rules with what the declaration or the bylaws of the house set. */
const withPlan = (
  policy: MeetingPolicy,
  { weight, quorum, secret }: MeetingPlan,
): Outcome<MeetingPolicy, "bad-quorum" | "quorum-is-law"> => {
  // What nobody can connect with a name can't be taken back either, and there are no papers to wait for.
  const kept = secret ? { ...policy, change: false, paperDays: 0 } : policy;
  const weighed = { ...kept, weight: weight ?? policy.weight };
  if (quorum === undefined || quorum === policy.quorum?.fraction) return done(weighed);
  if (!policy.quorumByBylaws) return refused("quorum-is-law");
  const asked = parseFraction(quorum);
  if (!asked || asked.numerator <= 0n || asked.numerator > asked.denominator) return refused("bad-quorum");
  const fraction = `${asked.numerator}/${asked.denominator}`;
  return done({
    ...weighed,
    quorum: { strict: false, base: "all", ...policy.quorum, fraction },
  });
};
