import { openDatabase } from "../database/open-database.ts";
import { checkAudit } from "./check-audit.ts";
import { checkBackups } from "./check-backups.ts";
import { checkBucket } from "./check-bucket.ts";
import { checkClock } from "./check-clock.ts";
import { checkDatabase } from "./check-database.ts";
import { checkDisk } from "./check-disk.ts";
import { checkKey } from "./check-key.ts";
import { checkNode } from "./check-node.ts";
import { checkSlackAppToken } from "./check-slack-app-token.ts";
import { checkSlackScopes } from "./check-slack-scopes.ts";
import { checkSlackToken } from "./check-slack-token.ts";
import { checkStaffChannel } from "./check-staff-channel.ts";
import { checkTelegramPoller } from "./check-telegram-poller.ts";
import { checkTelegramPrivacy } from "./check-telegram-privacy.ts";
import { checkTelegramToken } from "./check-telegram-token.ts";
import { checkTelegramWebhook } from "./check-telegram-webhook.ts";
import type { Check, Finding } from "./finding.ts";
import type { Patient } from "./patient.ts";
import { readEnvironment } from "./read-environment.ts";

type Surroundings = Omit<Patient, "config" | "database">;

/** A platform's further checks say nothing that its token's fault has not said. */
const platforms: readonly (readonly [Check, ...Check[]])[] = [
  [checkTelegramToken, checkTelegramPrivacy, checkTelegramWebhook, checkTelegramPoller],
  [checkSlackToken, checkSlackAppToken, checkSlackScopes, checkStaffChannel],
];

/** Every check, in the order in which a fault explains those after it. Changes nothing and makes no file. */
export const examine = async (
  env: Readonly<Record<string, string | undefined>>,
  surroundings: Surroundings,
): Promise<Finding[]> => {
  const { config, findings } = readEnvironment(env);
  if (!config) return [...checkNode(surroundings.nodeVersion), ...findings];
  const blind: Patient = { ...surroundings, config, database: null };
  const schema = await checkDatabase(blind);
  const database = schema.every(({ status }) => status === "ok")
    ? await openDatabase(config.database.url)
    : null;
  try {
    const patient: Patient = { ...blind, database };
    const found = [...checkNode(surroundings.nodeVersion), ...findings, ...schema];
    for (const check of [checkKey, checkDisk, checkBucket, checkClock]) found.push(...(await check(patient)));
    for (const checks of platforms) found.push(...(await untilFault(patient, checks)));
    for (const check of [checkAudit, checkBackups]) found.push(...(await check(patient)));
    return found;
  } finally {
    await database?.close();
  }
};

const untilFault = async (patient: Patient, [first, ...others]: readonly [Check, ...Check[]]) => {
  const found = await first(patient);
  if (found.some(({ status }) => status === "fault")) return found;
  for (const check of others) found.push(...(await check(patient)));
  return found;
};
