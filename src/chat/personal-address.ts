import type { Address, Platform } from "../core/platform.ts";
import type { Work } from "../core/work/work.ts";

export interface PersonalAddress {
  address: Address;
  language: string;
}

/** Where a person reads private messages, each account once, in the language that the person reads. */
export const personalAddresses = async (
  { tx }: Pick<Work, "tx">,
  personId: string,
): Promise<PersonalAddress[]> => {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: {
      language: true,
      company: { select: { language: true } },
      identities: { where: { unreachableSince: null }, orderBy: { id: "asc" } },
    },
  });
  const language = person?.language ?? person?.company.language ?? "en";
  return (person?.identities ?? []).map(({ platform, chatId }) => ({
    address: { platform: platform as Platform, chatId },
    language,
  }));
};
