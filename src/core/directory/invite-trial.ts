import { accountKey } from "../access/account-key.ts";
import type { Account } from "../access/actor.ts";
import type { Work } from "../work/work.ts";

const triesAllowed = 5;
const lockMinutes = 15;

/** Until when the account may not try codes, or null. */
export const lockedUntil = async ({ tx, now }: Work, account: Account): Promise<Date | null> => {
  const trial = await tx.inviteTrial.findUnique({ where: { platform_externalId: accountKey(account) } });
  return trial?.lockedUntil && trial.lockedUntil > now ? trial.lockedUntil : null;
};

/** Remembers a wrong code; the fifth locks the account. Gives how many tries are left. */
export const countWrongCode = async ({ tx, now }: Work, account: Account): Promise<number> => {
  const where = { platform_externalId: accountKey(account) };
  const { wrong } = await tx.inviteTrial.upsert({
    where,
    create: { ...accountKey(account), wrong: 1 },
    update: { wrong: { increment: 1 } },
  });
  if (wrong < triesAllowed) return triesAllowed - wrong;
  const until = new Date(now.getTime() + lockMinutes * 60_000);
  await tx.inviteTrial.update({ where, data: { wrong: 0, lockedUntil: until } });
  return 0;
};

export const forgetWrongCodes = async ({ tx }: Work, account: Account): Promise<void> => {
  await tx.inviteTrial.deleteMany({ where: accountKey(account) });
};

/** For the sentence that says when to try again; at least 1. */
export const minutesUntil = (until: Date, now: Date): number =>
  Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
