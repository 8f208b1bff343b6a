import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";

/** Names of the people who made an announcement what it is; null: nobody, or the system by itself. */
export interface WhoDid {
  author: string | null;
  confirmedBy: string | null;
  secondBy: string | null;
  /** By version of the words, who wrote it. */
  editedBy: ReadonlyMap<number, string | null>;
}

export const whoDid = async (
  read: Db,
  vault: Vault,
  {
    id,
    authorId,
    confirmedBy,
    secondBy,
  }: Pick<AnnouncementModel, "id" | "authorId" | "confirmedBy" | "secondBy">,
): Promise<WhoDid> => {
  const versions = await read.announcementVersion.findMany({
    where: { announcementId: id },
    select: { version: true, editedBy: true },
  });
  const ids = [authorId, confirmedBy, secondBy, ...versions.map(({ editedBy }) => editedBy)];
  const people = await read.person.findMany({
    where: { id: { in: [...new Set(ids.filter((one) => one !== null))] } },
    select: { id: true, nameSealed: true },
  });
  const names = new Map(people.map((person) => [person.id, vault.open(person.nameSealed)]));
  const nameOf = (personId: string | null): string | null => (personId && names.get(personId)) ?? null;
  return {
    author: nameOf(authorId),
    confirmedBy: nameOf(confirmedBy),
    secondBy: nameOf(secondBy),
    editedBy: new Map(versions.map(({ version, editedBy }) => [version, nameOf(editedBy)])),
  };
};
