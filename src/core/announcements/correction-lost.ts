import type { DeliveryModel, OutboxMessageModel, Tx } from "../../database/types.ts";
import type { Platform } from "../platform.ts";
import type { Core } from "../work/core.ts";
import type { Work } from "../work/work.ts";
import { drawnAnnouncement, drawnCorrection } from "./drawn.ts";
import { giveUp } from "./give-up.ts";
import { manners } from "./manners.ts";
import { correctionKey, isCorrectionKey } from "./send-corrections.ts";

/** The queue of the job that sees to a correction which was given up. */
export const lostCorrectionQueue = "lost-correction";

interface Lost {
  outboxId: number;
  reason: string;
  /** Nothing gets through to this address any more. */
  isShut: boolean;
}

/**
 * A correction did not arrive, so its reader has the old words: where the message could not be edited a short correction
 * follows in the same chat; else the try counts as failed, the report says why, and the next way brings the words of now.
 */
export const correctionLost = async (work: Work, { outboxId, reason, isShut }: Lost): Promise<void> => {
  const { tx } = work;
  const message = await tx.outboxMessage.findUnique({ where: { id: outboxId } });
  const delivery = message && (await correctedBy(tx, message));
  if (!message || !delivery) return;
  if (message.kind === "edit" && !isShut) return correctAnew(work, delivery);
  await giveUp(work, [delivery], `correction: ${message.failureText ?? message.failureCode ?? reason}`);
};

/** For the delivery's hooks: when it gives a correction up, a job sees to it. */
export const followingCorrections =
  ({ enqueueJobs }: Pick<Core, "enqueueJobs">) =>
  async (tx: Tx, { id, reason, isShut }: { id: number; reason: string; isShut: boolean }): Promise<void> => {
    const message = await tx.outboxMessage.findUnique({ where: { id } });
    if (!message || !(await correctedBy(tx, message))) return;
    await enqueueJobs(tx, [
      {
        queue: lostCorrectionQueue,
        payload: { outboxId: id, reason, isShut: isShut ? 1 : 0 },
        singletonKey: String(id),
      },
    ]);
  };

type Message = Pick<
  OutboxMessageModel,
  "kind" | "platform" | "chatId" | "editMessageId" | "subjectId" | "drawnFrom" | "dedupeKey"
>;

/** The person's try that the message corrects; null: it is no correction, or that of a group. */
const correctedBy = async (tx: Tx, message: Message): Promise<DeliveryModel | null> => {
  const { kind, platform, chatId, editMessageId, subjectId, drawnFrom, dedupeKey } = message;
  const same = { state: "sent", personId: { not: null } } as const;
  if (dedupeKey !== null && isCorrectionKey(dedupeKey))
    return tx.delivery.findFirst({ where: { ...same, id: dedupeKey.split(":")[1] ?? "" } });
  // An edit loses its key when it is taken; only that of an announcement by itself is drawn from it.
  if (kind !== "edit" || subjectId === null || drawnFrom !== drawnAnnouncement(subjectId)) return null;
  const { personId } =
    (await tx.identity.findFirst({ where: { platform: platform as "telegram", chatId } })) ?? {};
  if (!personId) return null;
  return tx.delivery.findFirst({
    where: { ...same, personId, announcementId: subjectId, platform, chatId, messageId: editMessageId },
  });
};

const correctAnew = async (work: Work, delivery: DeliveryModel): Promise<void> => {
  const { id, announcementId, companyId, platform, chatId, language, textVersion } = delivery;
  const { kind } = await work.tx.announcement.findUniqueOrThrow({ where: { id: announcementId } });
  work.send({
    address: { platform: platform as Platform, chatId },
    lane: manners[kind].lane,
    language,
    companyId,
    subjectId: announcementId,
    dedupeKey: correctionKey(id, textVersion),
    what: { kind: "drawn", from: drawnCorrection(announcementId) },
  });
};
