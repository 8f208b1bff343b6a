import type { AnnouncementModel } from "../../database/types.ts";
import { isLetterPlatform, type Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { drawnAnnouncement, drawnCorrection, drawnGroup, drawnNewFiles } from "./drawn.ts";
import { manners } from "./manners.ts";

export const correctedAtATime = 100;

/** Edits and corrections of one announcement that wait in the outbox at a time. */
const mostWaiting = 1000;

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
  for (const delivery of old) {
    const { id: deliveryId, platform, chatId, threadId, language, messageId, outboxKey, personId } = delivery;
    // A digest only names its announcements, and shows each as it is now.
    if (outboxKey.startsWith("dg:")) continue;
    const editable = !isLetterPlatform(platform) && messageId !== null;
    const from = personId === null ? drawnGroup(id) : drawnAnnouncement(id);
    const same = {
      address: { platform: platform as Platform, chatId, ...(threadId === null ? {} : { threadId }) },
      lane: manners[kind].lane,
      language,
      companyId,
      subjectId: id,
    };
    work.send({
      ...same,
      dedupeKey: editable ? `ed:${deliveryId}` : `co:${deliveryId}:${textVersion}`,
      what: editable
        ? { kind: "drawn", from, editMessageId: messageId }
        : { kind: "drawn", from: drawnCorrection(id) },
    });
    // A message can't be edited into pictures, and a letter has them in its correction.
    if (editable && delivery.textVersion < filesVersion)
      work.send({
        ...same,
        dedupeKey: `cf:${deliveryId}:${textVersion}`,
        what: { kind: "drawn", from: drawnNewFiles(id, delivery.textVersion) },
      });
  }
  return old.length;
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
