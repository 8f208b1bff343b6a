import { lockKey } from "../../database/lock-key.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { type Audience, isCompanyWide } from "./audience.ts";
import { type ChangeRefusal, changeAnnouncement, type Step } from "./change-announcement.ts";
import { expiryOf } from "./expiry.ts";
import { followNow } from "./follow-queue.ts";
import { manners } from "./manners.ts";
import { needsSecond, secondPersonFor } from "./settings.ts";
import { shownAs } from "./shown-as.ts";

export type ConfirmRefusal = ChangeRefusal | Held;

type Held = "same-person" | "changed-since" | "send-in-past" | "files-coming" | "told-already";

/**
 * Confirms a draft, or as the second person one that somebody has confirmed. It is then being sent or waits for its
 * time; `state` says which of the three came of it. `seen` names what was looked at, as `shownAs` says; left out where
 * nobody looked.
 */
export const confirmAnnouncement = async (
  work: Work,
  { announcementId, seen }: { announcementId: string; seen?: string },
): Promise<Outcome<{ state: "confirmed" | "scheduled" | "sending" }, ConfirmRefusal>> => {
  const changed = await changeAnnouncement<Held>(work, {
    announcementId,
    right: ({ kind }) => (manners[kind].urgent ? "announcement.send-urgent" : "announcement.send"),
    from: ["draft", "confirmed"],
    decide: (announcement) =>
      seen === undefined || seen === shownAs(announcement)
        ? decide(work, announcement)
        : refused("changed-since"),
  });
  if (!changed.ok) return changed;
  await afterStart(work, changed.value);
  return done({ state: changed.value.state as "confirmed" | "scheduled" | "sending" });
};

const decide = async (work: Work, announcement: AnnouncementModel): Promise<Outcome<Step, Held>> => {
  const { sendAt, state, confirmedBy } = announcement;
  const personId = work.actor.kind === "person" ? work.actor.personId : null;
  if (sendAt && sendAt <= work.now) return refused("send-in-past");
  const isAgain = state === "confirmed" && confirmedBy === personId;
  const asks = (state === "draft" || isAgain) && (await asksForSecond(work, announcement));
  // Who waited for a second that is gone may go on alone.
  if (isAgain && asks) return refused("same-person");
  const coming = await work.tx.attachment.count({
    where: { subjectType: "announcement", subjectId: announcement.id, state: "pending" },
  });
  if (coming > 0) return refused("files-coming");
  const told = await toldAlready(work, announcement);
  if (told !== null) return refused("told-already", { number: told });
  if (state === "draft" && asks)
    return done({ act: "confirmed", columns: { state: "confirmed", confirmedBy: personId } });
  const by = state === "draft" || isAgain ? { confirmedBy: personId } : { secondBy: personId };
  if (sendAt) return done({ act: "scheduled", columns: { ...by, state: "scheduled" } });
  return done({ act: "started", columns: { ...by, ...startOf(work, announcement) } });
};

/** The number of another one that has told the same people already that it is over, or is about to; null: none. */
const toldAlready = async ({ tx }: Work, { id, followsId }: AnnouncementModel): Promise<number | null> => {
  if (!followsId) return null;
  await lockKey(tx, `announcement-follows:${followsId}`);
  const other = await tx.announcement.findFirst({
    where: {
      followsId,
      id: { not: id },
      state: { in: ["scheduled", "sending", "paused", "sent", "expired"] },
    },
    select: { number: true },
  });
  return other?.number ?? null;
};

/**
 * A second person is asked only where there is one who can answer, by role and with an account: an office of one must be
 * able to speak.
 */
export const asksForSecond = async (work: Work, announcement: AnnouncementModel): Promise<boolean> => {
  const { tx, actor } = work;
  if (actor.kind !== "person") return false;
  const { companyId, kind } = announcement;
  const audience = audienceIn(announcement);
  const rule = await secondPersonFor(tx, { companyId, kind });
  const isForAll = await goesEverywhere(work, companyId, audience);
  if (!needsSecond(rule, { kind, isForAll })) return false;
  const roles = await tx.role.findMany({
    where: {
      companyId,
      revokedAt: null,
      personId: { not: actor.personId },
      person: { identities: { some: { unreachableSince: null } } },
    },
    select: { kind: true, buildingId: true, personId: true },
  });
  const subjects = isCompanyWide(audience)
    ? [{ companyId }]
    : audience.buildingIds.map((buildingId) => ({ companyId, buildingId }));
  return roles.some((role) =>
    subjects.every((subject) =>
      can(
        { ...actor, personId: role.personId, roles: [role], occupancies: [] },
        "announcement.send",
        subject,
      ),
    ),
  );
};

/** Whether it is for every building of the company: none was chosen, or each was, also where there is but one. */
const goesEverywhere = async ({ tx }: Work, companyId: string, audience: Audience): Promise<boolean> => {
  if (isCompanyWide(audience)) return true;
  const { buildingIds, entrance, riser, unitIds } = audience;
  if (entrance !== undefined || riser !== undefined || unitIds !== undefined) return false;
  return (await tx.building.count({ where: { companyId, id: { notIn: [...buildingIds] } } })) === 0;
};

/** The columns of one that begins to be sent. */
export const startOf = (work: Work, announcement: AnnouncementModel): Step["columns"] => ({
  state: "sending",
  startedAt: work.now,
  expiresAt: expiryOf(announcement, work.now),
});

/** What follows from a start: the sending, and that what it follows is past. */
export const afterStart = async (
  work: Work,
  { id, companyId, state, followsId }: AnnouncementModel,
): Promise<void> => {
  if (state !== "sending") return;
  followNow(work, id);
  if (!followsId) return;
  // Its pins go with the next look at what is past.
  await work.tx.announcement.updateMany({
    where: { id: followsId, state: { in: ["sending", "paused", "sent"] } },
    data: { expiresAt: work.now },
  });
  // Nobody is told twice that it is over: its card no longer offers it.
  work.announce({ type: "announcement.changed", act: "progressed", companyId, announcementId: followsId });
};
