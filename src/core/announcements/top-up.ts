import { DateTime } from "luxon";
import type { AnnouncementModel } from "../../database/types.ts";
import type { WayName } from "../contacts/kinds.ts";
import { companyDefaults, type KnownReach, loadReach } from "../contacts/load-reach.ts";
import { isGatewaySilent } from "../contacts/sms-receipts.ts";
import { type Ways, waysTo } from "../contacts/ways-to.ts";
import { groupBy } from "../group-by.ts";
import type { Work } from "../work/work.ts";
import { never } from "./delivery-rows.ts";
import { nextWay } from "./next-way.ts";
import { type Queued, queueDeliveries } from "./queue-deliveries.ts";
import { queueDigests } from "./queue-digests.ts";
import { announcementSettings } from "./settings.ts";
import { toldAs } from "./told-as.ts";

/**
 * Messages of one announcement that wait in the outbox at a time: enough for half a minute at Telegram's rate, so few
 * that a pause takes them back at once and that other announcements have their turn.
 */
export const window = 1000;

/** What has waited for so long is being tried again, such as letters while the mail server is down, and holds up nobody else. */
const stuckMs = 3 * 60 * 1000;

interface Due {
  personId: string;
  state: "waiting" | "trying";
  digest: boolean | number;
}

interface Outcome {
  personId: string;
  state: "waiting" | "trying" | "reached" | "unreachable" | "muted";
  dueAt: Date;
  digest: boolean;
}

/**
 * Takes the next way to those recipients whose turn has come: at first, after a failure, or when nothing was delivered
 * within the kind's time: to so many at most. Resolves to how many were looked at; 0: nobody is due, or enough is waiting
 * in the outbox.
 */
export const topUp = async (
  work: Work,
  announcement: AnnouncementModel,
  on: ReadonlySet<WayName>,
  atATime: number,
): Promise<number> => {
  const { tx, now } = work;
  const since = new Date(now.getTime() - stuckMs);
  const waiting = await tx.delivery.count({
    where: { announcementId: announcement.id, state: "queued", queuedAt: { gte: since } },
  });
  const room = Math.min(atATime, window - waiting);
  if (room <= 0) return 0;
  const due = await dueRecipients(work, announcement.id, room);
  if (due.length === 0) return 0;
  const kind = await toldAs(tx, announcement);
  const personIds = due.map(({ personId }) => personId);
  const reach = await loadReach(tx, personIds, now);
  const company = await companyDefaults(tx, announcement.companyId, kind);
  const { digestAt } = await announcementSettings(tx, announcement.companyId);
  const used = await usedWays(work, announcement.id, personIds);
  const isUnheard = [...used.values()].flat().some(({ state }) => state === "sent");
  const at = { now, digestAt, isSilent: isUnheard && (await isGatewaySilent(tx, now)) };
  const queued: Queued[] = [];
  const digests: Queued[] = [];
  const outcomes = due.map((recipient): Outcome => {
    const person = reach.get(recipient.personId);
    const plan = person && waysTo(person, kind, { company, on, now });
    if (!person || !plan)
      return { personId: recipient.personId, state: "unreachable", dueAt: never, digest: false };
    const outcome = decide(recipient, person, plan, used.get(recipient.personId) ?? [], at);
    if (outcome.queue) (recipient.digest ? digests : queued).push(outcome.queue);
    return { personId: recipient.personId, ...outcome.recipient };
  });
  await queueDeliveries(work, announcement, queued);
  await queueDigests(work, announcement, digests);
  await writeOutcomes(work, announcement, outcomes);
  return due.length;
};

const dueRecipients = async ({ tx, now }: Work, announcementId: string, room: number): Promise<Due[]> => {
  const of = (state: "waiting" | "trying", take: number): Promise<Due[]> =>
    tx.recipient.findMany({
      where: { announcementId, state, dueAt: { lte: now } },
      orderBy: { dueAt: "asc" },
      take,
      select: { personId: true, state: true, digest: true },
    }) as Promise<Due[]>;
  const waiting = await of("waiting", room);
  return waiting.length < room ? [...waiting, ...(await of("trying", room - waiting.length))] : waiting;
};

/** By person: the ways that were tried, and whether one of them is still under way. */
const usedWays = async ({ tx }: Work, announcementId: string, personIds: string[]) => {
  const rows = await tx.delivery.findMany({
    where: { announcementId, target: { in: personIds } },
    select: { target: true, way: true, state: true },
  });
  return groupBy(rows, ({ target }) => target);
};

interface Decided {
  recipient: Omit<Outcome, "personId">;
  queue?: Queued;
}

const decide = (
  { personId, state, digest }: Due,
  person: KnownReach,
  plan: Ways,
  tried: readonly { way: string; state: string }[],
  { now, digestAt, isSilent }: { now: Date; digestAt: number; isSilent: boolean },
): Decided => {
  const isDigest = Boolean(digest);
  // What is sent and does not count yet is a short message whose receipt was waited for.
  if (isSilent && tried.some((one) => one.state === "sent"))
    return { recipient: { state: "reached", dueAt: never, digest: isDigest } };
  const later = (dueAt: Date, more: boolean): Decided => ({
    recipient: { state, dueAt, digest: more },
  });
  if (plan.notBefore && plan.notBefore > now) return later(plan.notBefore, isDigest);
  if (plan.digest && !isDigest && tried.length === 0)
    return later(digestTime(now, person.timeZone, digestAt), true);
  const { next, more } = nextWay(
    plan.ways,
    tried.map(({ way }) => way),
  );
  if (next) {
    const fallback = new Date(now.getTime() + plan.fallbackMinutes * 60_000);
    return {
      recipient: { state: "trying", dueAt: more ? fallback : never, digest: isDigest },
      queue: { personId, language: person.language, ...next },
    };
  }
  // Nothing is left to try; what is under way may still arrive, and what a network took counts, though it said no more.
  if (tried.some((one) => one.state === "queued"))
    return { recipient: { state: "trying", dueAt: never, digest: isDigest } };
  if (tried.some((one) => one.state === "sent"))
    return { recipient: { state: "reached", dueAt: never, digest: isDigest } };
  if (state === "trying") return { recipient: { state, dueAt: never, digest: isDigest } };
  const muted = tried.length === 0 && plan.unused.some(({ why }) => why === "muted");
  return { recipient: { state: muted ? "muted" : "unreachable", dueAt: never, digest: isDigest } };
};

/** The next time that the clock on the wall shows the digest's minute. */
const digestTime = (now: Date, timeZone: string, minute: number): Date => {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const today = here.startOf("day").set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return (today > here ? today : today.plus({ days: 1 })).toJSDate();
};

const writeOutcomes = async (
  { tx, now }: Work,
  { id }: AnnouncementModel,
  outcomes: readonly Outcome[],
): Promise<void> => {
  // Few differ: one statement for all that become the same, which finds its rows by their key.
  const reached = outcomes.filter(({ state }) => state === "reached").map(({ personId }) => personId);
  if (reached.length > 0)
    await tx.recipient.updateMany({
      where: { announcementId: id, personId: { in: reached } },
      data: { reachedAt: now },
    });
  const alike = groupBy(outcomes, ({ state, dueAt, digest }) => `${state} ${dueAt.getTime()} ${digest}`);
  for (const group of alike.values()) {
    const [first] = group;
    if (!first) continue;
    await tx.recipient.updateMany({
      where: { announcementId: id, personId: { in: group.map(({ personId }) => personId) } },
      data: { state: first.state, dueAt: first.dueAt, digest: first.digest },
    });
  }
  const count = (wanted: Outcome["state"]) => outcomes.filter((outcome) => outcome.state === wanted).length;
  const [unreachable, muted] = [count("unreachable"), count("muted")];
  if (unreachable + muted + reached.length === 0) return;
  await tx.announcement.update({
    where: { id },
    data: {
      reached: { increment: reached.length },
      unreachable: { increment: unreachable },
      muted: { increment: muted },
    },
    select: { id: true },
  });
};
