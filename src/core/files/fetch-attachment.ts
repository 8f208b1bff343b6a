import type { AttachmentModel } from "../../database/types.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import { fileName } from "./file-name.ts";
import type { FileSource } from "./file-source.ts";
import type { FileStore } from "./file-store.ts";
import { inspectFile } from "./inspect-file.ts";
import { markAttachmentRefused, markAttachmentStored } from "./settle-attachment.ts";
import { storeBytes } from "./store-bytes.ts";

/** What Telegram lets a bot download; larger files are refused before they are fetched. */
const maxBytes = 20 * 1024 * 1024;

export interface FetchDeps {
  core: Core;
  store: FileStore;
  sources: readonly FileSource[];
}

/**
 * The job behind every file that somebody sends: fetch, check by content, clean, seal, store. Done again after a
 * crash it finds the same address. Throws on passing faults, to be tried later.
 */
export const fetchAttachment = async (
  { core, store, sources }: FetchDeps,
  attachmentId: string,
): Promise<void> => {
  const attachment = await core.database.read.attachment.findUnique({ where: { id: attachmentId } });
  if (attachment?.state !== "pending") return;
  const source = sources.find(({ platform }) => platform === attachment.platform);
  if (!source)
    throw new Error(`a file waits for ${attachment.platform}, which is not connected; set its tokens`);
  const fetched = await fetchFile(core, store, source, attachment);
  const actor = { kind: "system", name: "files", companyId: attachment.companyId } as const;
  await runWork(core, { actor, channel: "job" }, (work) =>
    fetched.ok
      ? markAttachmentStored(work, { attachmentId, ...fetched.file })
      : markAttachmentRefused(work, { attachmentId, refusal: fetched.code }),
  );
};

const fetchFile = async (
  { vault }: Core,
  store: FileStore,
  source: FileSource,
  attachment: AttachmentModel,
) => {
  if ((attachment.size ?? 0) > maxBytes) return { ok: false, code: "too-large" } as const;
  const downloaded = await source.download(attachment.externalId, maxBytes);
  if (!downloaded.ok) return downloaded;
  const inspected = await inspectFile(downloaded.bytes);
  if (!inspected.ok) return inspected;
  const { bytes, mime, extension } = inspected;
  const address = await storeBytes(vault, store, bytes);
  const given = attachment.nameSealed === null ? null : vault.open(attachment.nameSealed);
  return {
    ok: true,
    file: { address, mime, size: bytes.length, name: fileName(given ?? attachment.kind, extension) },
  } as const;
};
