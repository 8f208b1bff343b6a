import type { Tx } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import type { WayName } from "../contacts/kinds.ts";
import { wayOf } from "../contacts/ways-to.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Address, Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { mayFor } from "./change-announcement.ts";
import { drawnTest } from "./drawn.ts";

/** Where a copy can go: all chats of a person at once, or one way of theirs. */
export type TestWay = "chat" | Exclude<WayName, "telegram">;

/** By which ways the actor can have a test copy here; of several contacts of a way the first in their order. */
export const testAddresses = async (
  tx: Pick<Tx, "identity" | "contactPoint">,
  { personId }: Pick<PersonActor, "personId">,
  on: ReadonlySet<WayName>,
): Promise<ReadonlyMap<TestWay, Address[]>> => {
  const identities = await tx.identity.findMany({
    where: { personId, unreachableSince: null },
    orderBy: { id: "asc" },
  });
  const points = await tx.contactPoint.findMany({
    where: { personId, confirmedAt: { not: null }, unreachableSince: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, kind: true },
  });
  const found = new Map<TestWay, Address[]>();
  const chats = identities.map(({ platform, chatId }) => ({ platform: platform as Platform, chatId }));
  if (chats.length > 0) found.set("chat", chats);
  for (const { id, kind } of points) {
    const way = wayOf[kind];
    if (on.has(way) && !found.has(way)) found.set(way, [{ platform: way, chatId: id }]);
  }
  return found;
};

/** Sends an announcement as it stands to the one who asks, by the ways that they chose, and to nobody else. */
export const sendTestCopy = async (
  work: Work,
  {
    announcementId,
    ways,
    on,
  }: { announcementId: string; ways: readonly TestWay[]; on: ReadonlySet<WayName> },
): Promise<Outcome<{ sent: number }, "not-found" | "forbidden" | "no-way">> => {
  const { tx, actor } = work;
  const attempt = { act: "announcement.test", subjectType: "announcement", subjectId: announcementId };
  const announcement = await tx.announcement.findUnique({ where: { id: announcementId } });
  if (!announcement || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = announcement;
  if (!mayFor(actor, "announcement.write", companyId, audienceIn(announcement)))
    return refuse(work, attempt, "forbidden");
  const known = await testAddresses(tx, actor, on);
  const addresses = ways.flatMap((way) => known.get(way) ?? []);
  if (addresses.length === 0) return refuse(work, attempt, "no-way");
  for (const address of addresses)
    work.send({
      address,
      lane: "reply",
      language: actor.language,
      companyId,
      what: { kind: "drawn", from: drawnTest(announcementId) },
    });
  work.audit({ ...attempt, after: { ways: ways.join(","), sent: addresses.length } });
  return done({ sent: addresses.length });
};
