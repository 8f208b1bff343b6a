import type { Db } from "../../database/types.ts";
import type { Address, Platform } from "../platform.ts";

export interface WeeklyReader {
  companyId: string;
  personId: string;
  /** Null: a role for the whole company. */
  buildingIds: string[] | null;
  language: string;
  address: Address;
}

/** Board members who can be written to privately, with the places of their roles. */
export const weeklyReaders = async (read: Db, companyId: string): Promise<WeeklyReader[]> => {
  const people = await read.person.findMany({
    where: { companyId, roles: { some: { kind: "board", revokedAt: null } } },
    include: {
      company: { select: { language: true } },
      roles: { where: { kind: "board", revokedAt: null } },
      identities: { where: { unreachableSince: null }, orderBy: { createdAt: "asc" } },
    },
  });
  return people.flatMap(({ id, company, language, roles, identities: [identity] }) =>
    identity
      ? {
          companyId,
          personId: id,
          buildingIds: roles.some(({ buildingId }) => buildingId === null)
            ? null
            : roles.flatMap(({ buildingId }) => buildingId ?? []),
          language: language ?? company.language,
          address: { platform: identity.platform as Platform, chatId: identity.chatId },
        }
      : [],
  );
};
