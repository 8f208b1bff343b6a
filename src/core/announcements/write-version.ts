import { tableInsert } from "../../database/table-insert.ts";
import type { Vault } from "../crypto/vault.ts";
import { searchWords } from "../requests/search-words.ts";
import type { Work } from "../work/work.ts";
import { sealTexts, type Texts } from "./announcement.ts";

const words = tableInsert("AnnouncementWord", { announcementId: "text", companyId: "text", hash: "text" });

/** Keeps a version of the words and makes the blind index that of it. */
export const writeVersion = async (
  work: Work,
  { id, companyId }: { id: string; companyId: string },
  version: number,
  texts: Texts,
): Promise<void> => {
  const { tx, actor, vault, now } = work;
  const editedBy = actor.kind === "person" ? actor.personId : null;
  const key = { announcementId: id, version };
  const data = { textsSealed: sealTexts(vault, texts), editedBy, at: now };
  await tx.announcementVersion.upsert({
    where: { announcementId_version: key },
    create: { ...key, ...data },
    update: data,
  });
  await tx.announcementWord.deleteMany({ where: { announcementId: id } });
  const said = Object.values(texts).map(({ title, body }) => `${title}\n${body}`);
  await words.insert(
    tx,
    announcementWordHashes(vault, said.join("\n")).map((hash) => ({ announcementId: id, companyId, hash })),
  );
};

/** Keyed hashes of a text's words: what the blind index stores and is asked for. */
export const announcementWordHashes = (vault: Vault, text: string): string[] =>
  searchWords(text).map((word) => vault.hash("announcement-word", word));
