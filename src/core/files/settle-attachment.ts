import type { AttachmentModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { subjectOf } from "../requests/change-request.ts";
import type { Work } from "../work/work.ts";

type SettleRefusal = "not-found" | "forbidden" | "already-settled";

export interface StoredFile {
  attachmentId: string;
  /** In the file store. */
  address: string;
  mime: string;
  size: number;
  /** As it is shown from now on, when the sent name had to be corrected. */
  name?: string;
}

/**
 * The bytes are in the store. For a request, "attached" is announced with the message's history row when no file of the
 * same message is still under way: once for an album, so that it is shown as one. For anything else, each file is.
 */
export const markAttachmentStored = (
  work: Work,
  { attachmentId, name, ...file }: StoredFile,
): Promise<Outcome<AttachmentModel, SettleRefusal>> =>
  settle(work, attachmentId, {
    state: "stored",
    ...file,
    ...(name === undefined ? {} : { nameSealed: work.vault.seal(name) }),
  });

/** The bytes will never come; `refusal` says why: "too-large", "gone", or a FileRefusal. */
export const markAttachmentRefused = (
  work: Work,
  { attachmentId, refusal }: { attachmentId: string; refusal: string },
): Promise<Outcome<AttachmentModel, SettleRefusal>> =>
  settle(work, attachmentId, { state: "refused", refusal });

const settle = async (
  work: Work,
  attachmentId: string,
  data: Partial<AttachmentModel> & Pick<AttachmentModel, "state">,
): Promise<Outcome<AttachmentModel, SettleRefusal>> => {
  const attachment = await work.tx.attachment.findUnique({
    where: { id: attachmentId },
    include: { request: true },
  });
  if (!attachment) return refused("not-found");
  const { request, ...row } = attachment;
  const mayPut = request
    ? can(work.actor, "request.attach", subjectOf(request))
    : work.actor.kind === "system";
  if (!mayPut) return refused("forbidden");
  // The message's row is locked first: of two files that end together, the second sees the first.
  if (row.eventId !== null)
    await work.tx.requestEvent.updateMany({ where: { id: row.eventId }, data: { companyId: row.companyId } });
  const { count } = await work.tx.attachment.updateMany({ where: { id: row.id, state: "pending" }, data });
  if (count === 0) return refused("already-settled");
  work.audit({
    act: `attachment.${data.state}`,
    subjectType: "attachment",
    subjectId: row.id,
    after: { state: data.state, mime: data.mime, size: data.size, refusal: data.refusal },
  });
  if (row.requestId === null) announceFile(work, { ...row, ...data });
  else await announceWhenAllCame(work, row);
  return done({ ...row, ...data });
};

const announceFile = (
  work: Work,
  { id, companyId, subjectType, subjectId, state }: AttachmentModel,
): void => {
  if (subjectType === null || subjectId === null || state === "pending") return;
  work.announce({ type: "file.settled", companyId, attachmentId: id, subjectType, subjectId, state });
};

const announceWhenAllCame = async (
  work: Work,
  { companyId, requestId, eventId }: AttachmentModel,
): Promise<void> => {
  if (requestId === null) return;
  const pending = await work.tx.attachment.count({ where: { requestId, eventId, state: "pending" } });
  if (pending > 0) return;
  work.announce({ type: "request.changed", act: "attached", companyId, requestId, eventId, actorId: null });
};
