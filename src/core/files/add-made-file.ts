import type { Work } from "../work/work.ts";

export interface MadeFile {
  companyId: string;
  /** With its extension. */
  name: string;
  mime: string;
  /** How chats show it; a document if not given. */
  kind?: "photo" | "document";
  size: number;
  /** In the file store. */
  address: string;
}

/** A file that Domovoy made itself, for the staff; resolves to the attachment that a view may name. */
export const addMadeFile = async (
  { tx, vault, now }: Work,
  { name, kind = "document", ...file }: MadeFile,
): Promise<string> => {
  const { id } = await tx.attachment.create({
    data: {
      ...file,
      nameSealed: vault.seal(name),
      kind,
      state: "stored",
      visibility: "internal",
      platform: "domovoy",
      externalId: file.address,
      createdAt: now,
    },
    select: { id: true },
  });
  return id;
};
