import type { Database } from "../../database/db.ts";
import type { Vault } from "../crypto/vault.ts";
import type { OpenAttachment } from "./attachment-source.ts";
import type { FileStore } from "./file-store.ts";

/** Reads stored attachments for channels, which show only what a use case let them show. */
export const createOpenAttachment =
  (database: Database, vault: Vault, store: FileStore): OpenAttachment =>
  async (attachmentId) => {
    const attachment = await database.read.attachment.findUnique({ where: { id: attachmentId } });
    if (!attachment?.address)
      throw new Error(`attachment ${attachmentId} is not stored; its message should not name it`);
    const name = attachment.nameSealed === null ? attachment.kind : vault.open(attachment.nameSealed);
    return {
      bytes: vault.openBytes(await store.get(attachment.address)),
      name,
      mime: attachment.mime ?? "application/octet-stream",
    };
  };
