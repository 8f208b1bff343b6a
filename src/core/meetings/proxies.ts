import type { NewFile } from "../files/keep-files.ts";
import { keepFiles } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announceMeeting, type MeetingRefusal, meetingFor, refuseAt } from "./change-meeting.ts";
import type { HeldMeeting } from "./find-meeting.ts";
import { lockMeeting } from "./lock-meeting.ts";

export interface NewProxy {
  meetingId: string;
  /** Of the register of voters. */
  principalId: string;
  /** Somebody known, who can vote in chat; null for somebody from outside. */
  holderId: string | null;
  holderName: string;
  /** The power of attorney as it was signed. */
  files: readonly NewFile[];
}

/** Notes a power of attorney for this meeting; a second one takes the place of the first. */
export const registerProxy = async (
  work: Work,
  { meetingId, principalId, holderId, holderName, files }: NewProxy,
): Promise<
  Outcome<
    { proxyId: string },
    | MeetingRefusal
    | "not-allowed"
    | "not-in-register"
    | "outside-in-secret"
    | "no-scan"
    | "oneself"
    | "owner-voted"
    | "proxy-voted"
    | "too-many-proxies"
  >
> => {
  await lockMeeting(work, meetingId);
  const found = await meetingFor(work, { meetingId, act: "meeting.record", move: "proxy" });
  if (!found.ok) return found;
  const meeting = found.value;
  const { proxy } = meeting.policy;
  if (!proxy.allowed) return refuseAt(work, meeting, "proxy", "not-allowed");
  // Somebody from outside could vote on paper only, and a secret meeting takes none.
  if (meeting.secret && holderId === null) return refuseAt(work, meeting, "proxy", "outside-in-secret");
  if (files.length === 0) return refused("no-scan");
  if (holderId === principalId) return refused("oneself");
  const voter = await work.tx.meetingVoter.findUnique({
    where: { meetingId_personId: { meetingId, personId: principalId } },
  });
  if (!voter) return refused("not-in-register");
  if (voter.via === "proxy") return refuseAt(work, meeting, "proxy", "proxy-voted");
  if (voter.via !== null) return refuseAt(work, meeting, "proxy", "owner-voted");
  if (proxy.most !== null && (await heldBy(work, meetingId, holderId, holderName)) >= proxy.most)
    return refuseAt(work, meeting, "proxy", "too-many-proxies", { most: proxy.most });
  await endProxies(work, meetingId, principalId);
  const { id: proxyId } = await work.tx.meetingProxy.create({
    data: {
      companyId: meeting.companyId,
      meetingId,
      principalId,
      holderId,
      holderNameSealed: work.vault.seal(holderName.trim()),
      registeredBy: work.actor.kind === "person" ? work.actor.personId : null,
      createdAt: work.now,
    },
    select: { id: true },
  });
  await keepFiles(
    work,
    {
      companyId: meeting.companyId,
      visibility: "internal",
      subjectType: "meeting-proxy",
      subjectId: proxyId,
    },
    files,
  );
  work.audit({
    act: "meeting.proxy",
    subjectType: "meeting",
    subjectId: meetingId,
    after: { proxyId, principalId, holderId },
  });
  announceMeeting(work, meeting, "proxied");
  if (holderId)
    work.announce({ type: "proxy.given", companyId: meeting.companyId, meetingId, principalId, holderId });
  return done({ proxyId });
};

/** How many others this holder stands for; people from outside are told apart by their names. */
const heldBy = async (
  { tx, vault }: Work,
  meetingId: string,
  holderId: string | null,
  holderName: string,
): Promise<number> => {
  const active = await tx.meetingProxy.findMany({ where: { meetingId, state: "active", holderId } });
  if (holderId !== null) return active.length;
  const name = holderName.trim().toLowerCase();
  return active.filter((proxy) => vault.open(proxy.holderNameSealed).toLowerCase() === name).length;
};

/** The owner's own vote ends every power of attorney that was given for the meeting. */
export const cancelProxiesOf = async (
  work: Work,
  meeting: HeldMeeting,
  principalId: string,
): Promise<void> => {
  const ended = await endProxies(work, meeting.id, principalId);
  if (ended.length === 0) return;
  work.audit({
    act: "meeting.proxy-ended",
    subjectType: "meeting",
    subjectId: meeting.id,
    after: { principalId, proxies: ended.map(({ id }) => id) },
  });
  for (const { holderId } of ended)
    if (holderId)
      work.announce({
        type: "proxy.ended",
        companyId: meeting.companyId,
        meetingId: meeting.id,
        principalId,
        holderId,
      });
};

/** In raw SQL, since every vote ends what may have been given. */
const endProxies = ({ tx, now }: Work, meetingId: string, principalId: string) => tx.$queryRaw<
  { id: string; holderId: string | null }[]
>`
  UPDATE "MeetingProxy" SET "state" = 'cancelled', "cancelledAt" = ${now}
  WHERE "meetingId" = ${meetingId} AND "principalId" = ${principalId} AND "state" = 'active'
  RETURNING "id", "holderId"`;
