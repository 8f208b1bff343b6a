import type { Tx } from "../../database/db.ts";
import { accountKey } from "../access/account-key.ts";
import type { Account } from "../access/actor.ts";
import type { Language } from "./languages.ts";

/** Keeps what somebody chose who has not joined yet. */
export const keepStrangerLanguage = async (tx: Tx, account: Account, language: Language): Promise<void> => {
  await tx.strangerLanguage.upsert({
    where: { platform_externalId: accountKey(account) },
    create: { ...accountKey(account), language },
    update: { language },
  });
};

/** What the account chose before it joined, or null. */
export const strangerLanguage = async (tx: Tx, account: Account): Promise<string | null> =>
  (await tx.strangerLanguage.findUnique({ where: { platform_externalId: accountKey(account) } }))?.language ??
  null;

/** The account is that person's now: so is what it chose, unless the person chose something. */
export const giveStrangerLanguage = async (tx: Tx, account: Account, personId: string): Promise<void> => {
  const language = await strangerLanguage(tx, account);
  if (language === null) return;
  await tx.person.updateMany({ where: { id: personId, language: null }, data: { language } });
  await tx.strangerLanguage.deleteMany({ where: accountKey(account) });
};
