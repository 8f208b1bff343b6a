import type { Account } from "./actor.ts";

/** What an account is found by. */
export const accountKey = ({ platform, externalId }: Account): { platform: string; externalId: string } => ({
  platform,
  externalId,
});
