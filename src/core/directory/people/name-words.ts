import { tableInsert } from "../../../database/table-insert.ts";
import type { Vault } from "../../crypto/vault.ts";
import type { Work } from "../../work/work.ts";
import { sameAs } from "../names.ts";

/** What cases and genders add to Russian names. */
const endings = /(ого|его|ому|ему|ая|яя|ий|ый|ой|ей|ую|юю|ых|их|а|я|у|ю|е|ы|и|ь|й|о)$/u;
const shortest = 3;

/** "Иванова" and "Иванову" as one, "Чайковская" and "Чайковский" too; short names stay whole. */
const stemOf = (word: string): string => {
  const stem = word.replace(endings, "");
  return stem.length >= shortest ? stem : word;
};

/** Keyed hashes of a name's words: what the blind index stores and is asked for. */
export const nameHashes = (vault: Vault, name: string): string[] => [
  ...new Set(
    sameAs(name)
      .split(/[ /-]+/)
      .filter((word) => word.length > 1)
      .map((word) => vault.hash("name-word", stemOf(word))),
  ),
];

const words = tableInsert("PersonWord", { personId: "text", companyId: "text", hash: "text" });

/** Makes the blind index of a person that of the present name. */
export const indexName = async (
  { tx, vault }: Pick<Work, "tx" | "vault">,
  { personId, companyId, name }: { personId: string; companyId: string; name: string },
): Promise<void> => {
  await tx.personWord.deleteMany({ where: { personId } });
  await words.insert(
    tx,
    nameHashes(vault, name).map((hash) => ({ personId, companyId, hash })),
  );
};
