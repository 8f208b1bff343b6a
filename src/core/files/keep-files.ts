import { tableInsert } from "../../database/table-insert.ts";
import type { AttachmentKind, Visibility } from "../../database/types.ts";
import { newId } from "../directory/new-id.ts";
import type { Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";

/** A file that somebody sent, still on the platform's side. */
export interface NewFile {
  kind: AttachmentKind;
  platform: Platform;
  /** What the platform's download needs. */
  externalId: string;
  name: string | null;
  mime: string | null;
  /** Bytes, as the platform tells. */
  size: number | null;
  /** The platform's own name of the bytes, the same whenever they are sent. */
  uniqueId?: string | null;
  /** The message it came in: platform:chat:message. */
  source?: string | null;
}

/** What files belong to: a request's event, or any other subject by its type and id. */
export type FileOwner = { companyId: string; visibility: Visibility } & (
  | { requestId: string; eventId: number }
  | { subjectType: string; subjectId: string }
);

/**
 * Notes the files as pending and asks for their download; part of the use cases that take files. Resolves to the
 * attachments' ids. When a file has come or will never come, it is announced: see settleAttachment.
 */
export const keepFiles = async (
  work: Work,
  owner: FileOwner,
  files: readonly NewFile[],
): Promise<string[]> => {
  if (files.length === 0) return [];
  const rows = files.map(({ name, ...file }) => ({
    ...unowned,
    uniqueId: null,
    source: null,
    ...owner,
    ...file,
    id: newId(work.now),
    state: "pending",
    nameSealed: name === null ? null : work.vault.seal(name),
    createdAt: work.now,
  }));
  await attachments.insert(work.tx, rows);
  for (const { id } of rows)
    work.enqueue({ queue: "fetch-attachment", payload: { attachmentId: id }, singletonKey: id });
  return rows.map(({ id }) => id);
};

const unowned = { requestId: null, eventId: null, subjectType: null, subjectId: null };

const attachments = tableInsert("Attachment", {
  id: "text",
  companyId: "text",
  requestId: "text",
  eventId: "integer",
  subjectType: "text",
  subjectId: "text",
  kind: `"AttachmentKind"`,
  state: `"AttachmentState"`,
  visibility: `"Visibility"`,
  platform: "text",
  externalId: "text",
  uniqueId: "text",
  source: "text",
  nameSealed: "text",
  mime: "text",
  size: "integer",
  createdAt: "timestamp(3)",
});
