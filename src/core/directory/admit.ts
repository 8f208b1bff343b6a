import { accountKey } from "../access/account-key.ts";
import type { Account, Actor } from "../access/actor.ts";
import type { Work } from "../work/work.ts";
import { addPerson } from "./people/add-person.ts";
import { giveStrangerLanguage } from "./stranger-language.ts";

export interface Newcomer {
  companyId: string;
  account: Account;
  /** Somebody of the register; otherwise a new person of this name. */
  personId: string | null;
  name: string;
}

/** The account that acts; a job or the command line has none. */
export const accountOf = (actor: Actor): Account | null => (actor.kind === "system" ? null : actor.account);

/**
 * Joins an account to a person, new or known, and gives the person's id. An account that already belongs to
 * somebody moves to the given person.
 */
export const admit = async (
  work: Work,
  { companyId, account, personId, name }: Newcomer,
): Promise<string> => {
  const { tx, now } = work;
  const where = { platform_externalId: accountKey(account) };
  const identity = await tx.identity.findUnique({ where });
  const owner = personId ?? identity?.personId ?? (await addPerson(work, companyId, name));
  // Only somebody who comes in by themselves is heard now; of others it is told by their first message.
  const language = work.actor.kind === "stranger" ? work.actor.language : null;
  const reachable = { chatId: account.chatId, unreachableSince: null, unreachableReason: null };
  await tx.identity.upsert({
    where,
    create: {
      companyId,
      personId: owner,
      ...accountKey(account),
      chatId: account.chatId,
      language,
      createdAt: now,
    },
    update: { companyId, personId: owner, ...reachable, ...(language ? { language } : {}) },
  });
  await giveStrangerLanguage(tx, account, owner);
  return owner;
};
