import type { AttachmentKind, Visibility } from "../../database/types.ts";
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
}

interface AttachTo {
  companyId: string;
  requestId: string;
  eventId: number;
  visibility: Visibility;
}

/** Notes the files as pending and asks for their download; part of the use cases that take files. */
export const attachFiles = async (work: Work, to: AttachTo, files: readonly NewFile[]): Promise<void> => {
  if (files.length === 0) return;
  const rows = await work.tx.attachment.createManyAndReturn({
    data: files.map(({ name, ...file }) => ({
      ...to,
      ...file,
      nameSealed: name === null ? null : work.vault.seal(name),
      createdAt: work.now,
    })),
    select: { id: true },
  });
  for (const { id } of rows)
    work.enqueue({ queue: "fetch-attachment", payload: { attachmentId: id }, singletonKey: id });
};
