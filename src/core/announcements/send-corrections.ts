import type { AnnouncementModel } from "../../database/types.ts";
import { groupBy } from "../group-by.ts";
import { isLetterPlatform, type Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { drawnAnnouncement, drawnCorrection, drawnDigest, drawnGroup, drawnNewFiles } from "./drawn.ts";
import { manners } from "./manners.ts";
import { digestPrefix } from "./queue-digests.ts";

export const correctedAtATime = 100;

/** Edits and corrections of one announcement that wait in the outbox at a time. */
const mostWaiting = 1000;

const correctionPrefix = "co:";

/** Of the short message that corrects a try. */
export const correctionKey = (deliveryId: string, textVersion: number): string =>
  `${correctionPrefix}${deliveryId}:${textVersion}`;

export const isCorrectionKey = (key: string): boolean => key.startsWith(correctionPrefix);

/**
 * Brings what was sent to the present words: a message is edited, on ways that can't edit a short correction follows.
 * Resolves to how many.
 */
export const sendCorrections = async (work: Work, announcement: AnnouncementModel): Promise<number> => {
  const { tx } = work;
  const { id, companyId, kind, textVersion, filesVersion } = announcement;
  if (textVersion === 1 || (await filesAreComing(work, announcement))) return 0;
  const old = await tx.delivery.findMany({
    where: { announcementId: id, state: "sent", textVersion: { lt: textVersion } },
    orderBy: { id: "asc" },
    take: correctedAtATime,
  });
  if (old.length === 0 || (await tooManyWait(work, id))) return 0;
  await tx.delivery.updateMany({
    where: { id: { in: old.map((delivery) => delivery.id) } },
    data: { textVersion },
  });
  const digests = await digestsAmong(work, old);
  for (const delivery of old) {
    const { id: deliveryId, platform, chatId, threadId, language, messageId, outboxKey, personId } = delivery;
    const inDigest = digests.get(outboxKey) ?? [];
    const isDigest = inDigest.length > 1;
    const editable = !isLetterPlatform(platform) && messageId !== null;
    // Of a digest of several, short messages and push have only the titles; a letter has the words.
    if (isDigest && !editable && platform !== "email") continue;
    const from = isDigest
      ? drawnDigest(inDigest)
      : personId === null
        ? drawnGroup(id)
        : drawnAnnouncement(id);
    const same = {
      address: { platform: platform as Platform, chatId, ...(threadId === null ? {} : { threadId }) },
      lane: manners[kind].lane,
      language,
      companyId,
      subjectId: id,
    };
    work.send({
      ...same,
      dedupeKey: editable
        ? `ed:${isDigest ? outboxKey : deliveryId}`
        : correctionKey(deliveryId, textVersion),
      what: editable
        ? { kind: "drawn", from, editMessageId: messageId }
        : { kind: "drawn", from: drawnCorrection(id) },
    });
    // A message can't be edited into pictures, and a letter has them in its correction.
    if (editable && !isDigest && delivery.textVersion < filesVersion)
      work.send({
        ...same,
        dedupeKey: `cf:${deliveryId}:${textVersion}`,
        what: { kind: "drawn", from: drawnNewFiles(id, delivery.textVersion) },
      });
  }
  return old.length;
};

/** By the key of its message: what a digest has, in its order. */
const digestsAmong = async (
  { tx }: Work,
  deliveries: readonly { outboxKey: string; personId: string | null }[],
): Promise<ReadonlyMap<string, string[]>> => {
  const found = deliveries.filter(({ outboxKey }) => outboxKey.startsWith(digestPrefix));
  if (found.length === 0) return new Map();
  const rows = await tx.delivery.findMany({
    where: {
      // By person, since there is an index; of a person there are few.
      personId: { in: found.flatMap(({ personId }) => personId ?? []) },
      outboxKey: { in: found.map(({ outboxKey }) => outboxKey) },
    },
    orderBy: { id: "asc" },
    select: { outboxKey: true, announcementId: true },
  });
  const byKey = groupBy(rows, ({ outboxKey }) => outboxKey);
  return new Map([...byKey].map(([key, ours]) => [key, ours.map(({ announcementId }) => announcementId)]));
};

/** Those that came with the newest words: nobody gets a correction without what it speaks of. */
const filesAreComing = async (
  { tx }: Work,
  { id, textVersion, filesVersion }: AnnouncementModel,
): Promise<boolean> =>
  filesVersion === textVersion &&
  (await tx.attachment.count({ where: { subjectType: "announcement", subjectId: id, state: "pending" } })) >
    0;

const tooManyWait = async ({ tx }: Work, announcementId: string): Promise<boolean> =>
  (await tx.outboxMessage.count({
    where: {
      drawnFrom: { in: [drawnAnnouncement(announcementId), drawnCorrection(announcementId)] },
      state: "pending",
    },
    take: mostWaiting,
  })) >= mostWaiting;
