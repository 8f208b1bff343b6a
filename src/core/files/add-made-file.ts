import type { Work } from "../work/work.ts";

export interface MadeFile {
  companyId: string;
  /** With its extension. */
  name: string;
  mime: string;
  size: number;
  /** In the file store. */
  address: string;
}

/** A file that Domovoy made itself, for the staff; resolves to the attachment that a view may name. */
export const addMadeFile = async ({ tx, vault, now }: Work, { name, ...file }: MadeFile): Promise<string> => {
  const { id } = await tx.attachment.create({
    data: {
      ...file,
      nameSealed: vault.seal(name),
      kind: "document",
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
