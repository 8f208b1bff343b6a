import type { AnnouncementModel } from "../../database/types.ts";
import { newId } from "../directory/new-id.ts";
import { groupBy } from "../group-by.ts";
import type { Work } from "../work/work.ts";
import { deliveryRows, never } from "./delivery-rows.ts";
import { drawnDigest } from "./drawn.ts";
import type { Queued } from "./queue-deliveries.ts";

/** The keys of digests begin so. */
export const digestPrefix = "dg:";

/** The most that one digest names; more are found by /news. */
const mostInDigest = 20;

/**
 * One message a person for everything that waits for the digest: the announcement at hand and all others of theirs. Each
 * of them counts as told when the message is sent.
 */
export const queueDigests = async (
  work: Work,
  announcement: AnnouncementModel,
  queued: readonly Queued[],
): Promise<void> => {
  if (queued.length === 0) return;
  const { tx, now } = work;
  const { companyId } = announcement;
  const personIds = queued.map(({ personId }) => personId);
  const waiting = await tx.recipient.findMany({
    where: {
      personId: { in: personIds },
      companyId,
      digest: true,
      state: "waiting",
      dueAt: { lte: now },
      announcementId: { not: announcement.id },
    },
    select: { personId: true, announcementId: true },
    orderBy: { announcementId: "asc" },
  });
  const others = await tx.announcement.findMany({
    where: {
      id: { in: [...new Set(waiting.map(({ announcementId }) => announcementId))] },
      state: { in: ["sending", "sent"] },
    },
    select: { id: true, textVersion: true },
  });
  const versions = new Map([...others, announcement].map(({ id, textVersion }) => [id, textVersion]));
  const tried = await tx.delivery.findMany({
    where: { target: { in: personIds }, announcementId: { in: [...versions.keys()] } },
    select: { target: true, announcementId: true, way: true },
  });
  const wasTried = new Set(
    tried.map(({ target, announcementId, way }) => `${target} ${announcementId} ${way}`),
  );
  const byPerson = groupBy(waiting, ({ personId }) => personId);
  for (const { personId, language, way, address } of queued) {
    const ids = [
      announcement.id,
      ...(byPerson.get(personId) ?? []).map(({ announcementId }) => announcementId),
    ]
      .filter((id) => versions.has(id) && !wasTried.has(`${personId} ${id} ${way}`))
      .slice(0, mostInDigest);
    const outboxKey = `${digestPrefix}${newId(now)}`;
    await deliveryRows.insert(
      tx,
      ids.map((announcementId) => ({
        id: newId(now),
        companyId,
        announcementId,
        target: personId,
        personId,
        way,
        platform: address.platform,
        chatId: address.chatId,
        threadId: null,
        language,
        outboxKey,
        textVersion: versions.get(announcementId) ?? 1,
        queuedAt: now,
      })),
    );
    await tx.recipient.updateMany({
      where: { personId, announcementId: { in: ids.filter((id) => id !== announcement.id) } },
      data: { state: "trying", dueAt: never },
    });
    work.send({
      address,
      lane: "bulk",
      language,
      companyId,
      dedupeKey: outboxKey,
      what: { kind: "drawn", from: drawnDigest(ids) },
    });
  }
};
