import type { Config } from "../config.ts";
import { callTelegram } from "./call-platform.ts";
import { type Check, fault, ok } from "./finding.ts";
import type { Patient } from "./patient.ts";

const conflict = 409;

/**
 * Whether somebody else polls this bot. Asked by polling without an offset, which confirms nothing; not asked while
 * our own process polls, so that it is not disturbed.
 */
export const checkTelegramPoller: Check = async (patient) => {
  const { telegram } = patient.config;
  if (!telegram || telegram.webhook) return [];
  const own = await ownPoller(patient);
  if (own) return [ok("telegram-poller", `${own} polls; others were not looked for`)];
  for (const timeout of [0, patient.listenSeconds]) {
    const answer = await callTelegram(telegram, "getUpdates", { timeout, limit: 1 });
    if (answer.kind === "silent") return [];
    if (answer.body.error_code === conflict && !String(answer.body.description).includes("webhook"))
      return [
        fault(
          "telegram-poller",
          "another process polls this bot",
          "stop it, or make it another bot: two processes on SQLite can't share one",
        ),
      ];
  }
  return [ok("telegram-poller", "nobody else polls this bot")];
};

const ownPoller = async ({ config, database, now }: Patient): Promise<string | null> => {
  const lease = await database?.read.lease.findUnique({ where: { name: "telegram-poller" } });
  if (lease && lease.until > now()) return `Domovoy (${lease.holder})`;
  return (await runsHere(config)) ? "Domovoy on this machine" : null;
};

/** Our own /readyz names its checks. */
const runsHere = async ({ http: { host, port } }: Config): Promise<boolean> => {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  try {
    const response = await fetch(`http://${name.includes(":") ? `[${name}]` : name}:${port}/readyz`, {
      signal: AbortSignal.timeout(2_000),
    });
    return (await response.text()).includes('"intake"');
  } catch {
    return false;
  }
};
