import type { AnnouncementModel, AnnouncementState } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { type Act, can } from "../access/policy.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { type Audience, isCompanyWide } from "./audience.ts";
import type { AnnouncementAct } from "./events.ts";

export type ChangeRefusal = "not-found" | "forbidden" | "wrong-state";

type Columns = Partial<
  Omit<AnnouncementModel, "id" | "companyId" | "number" | "version" | "audience" | "preview">
>;

export interface Step {
  act: AnnouncementAct;
  columns: Columns;
}

interface Change<R extends string> {
  announcementId: string;
  /** Under which line of the policy table it falls. */
  right(announcement: AnnouncementModel): Act;
  from: readonly AnnouncementState[];
  decide(announcement: AnnouncementModel): Promise<Outcome<Step, R>> | Outcome<Step, R>;
}

/** Whether the actor may do this to all of the buildings that an announcement is for. */
export const mayFor = (actor: Actor, act: Act, companyId: string, audience: Audience): boolean =>
  isCompanyWide(audience)
    ? can(actor, act, { companyId })
    : audience.buildingIds.every((buildingId) => can(actor, act, { companyId, buildingId }));

/** The one way to move an announcement: authorise, check the state, decide, write by compare-and-set, audit, announce. */
export const changeAnnouncement = async <R extends string = never>(
  work: Work,
  change: Change<R>,
): Promise<Outcome<AnnouncementModel, ChangeRefusal | R>> => {
  const outcome = await tryChange(work, change);
  if (!outcome.ok)
    work.audit({
      act: "announcement.change",
      subjectType: "announcement",
      subjectId: change.announcementId,
      outcome: outcome.code,
    });
  return outcome;
};

const tryChange = async <R extends string>(
  work: Work,
  { announcementId, right, from, decide }: Change<R>,
): Promise<Outcome<AnnouncementModel, ChangeRefusal | R>> => {
  const { tx, actor } = work;
  const before = await tx.announcement.findUnique({ where: { id: announcementId } });
  if (!before) return refused("not-found");
  const { companyId, version } = before;
  if (!mayFor(actor, right(before), companyId, audienceIn(before))) return refused("forbidden");
  if (!from.includes(before.state)) return refused("wrong-state", { state: before.state });
  const step = await decide(before);
  if (!step.ok) return step;
  const { act, columns } = step.value;
  const { count } = await tx.announcement.updateMany({
    where: { id: announcementId, version },
    data: { ...columns, version: version + 1 },
  });
  const after = await tx.announcement.findUniqueOrThrow({ where: { id: announcementId } });
  // Somebody was faster: the button that was pressed is out of date.
  if (count === 0) return refused("wrong-state", { state: after.state });
  work.audit({
    act: `announcement.${act}`,
    subjectType: "announcement",
    subjectId: announcementId,
    before: { state: before.state },
    after: { state: after.state, number: after.number },
  });
  work.announce({ type: "announcement.changed", act, companyId, announcementId });
  return done(after);
};
