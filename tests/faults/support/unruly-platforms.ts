import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

export interface Unruly {
  /** Calls that were done though their answer was lost: each may be done once more. */
  applied: { telegram: number; slack: number };
  faults: number;
}

const telegramMethods = [
  "sendMessage",
  "sendMessage",
  "editMessageText",
  "sendPhoto",
  "getFile",
  "answerCallbackQuery",
];
const slackMethods = [
  "chat.postMessage",
  "chat.postMessage",
  "chat.update",
  "files.getUploadURLExternal",
  "files.completeUploadExternal",
  "views.open",
  "views.update",
];

/** Both platforms go wrong in every way there is, again and again, until `isOver`. */
export const makeUnruly = async (world: World, random: Random, isOver: () => boolean): Promise<Unruly> => {
  const unruly: Unruly = { applied: { telegram: 0, slack: 0 }, faults: 0 };
  while (!isOver()) {
    await sleep(random.between(50, 700));
    unruly.faults += 1;
    if (random.chance(0.5)) disturbTelegram(world, random, unruly);
    else disturbSlack(world, random, unruly);
  }
  world.telegram.clearFaults();
  world.slack.clearFaults();
  return unruly;
};

const disturbTelegram = ({ telegram }: World, random: Random, { applied }: Unruly): void => {
  const method = random.pick(telegramMethods);
  const effect = random.pick(["none", "applied"] as const);
  const kind = random.pick(["rate-limited", "server-error", "hang", "drop", "poll"] as const);
  if (kind !== "rate-limited" && kind !== "poll" && effect === "applied") applied.telegram += 1;
  switch (kind) {
    case "rate-limited":
      return void telegram.fault({ method, answer: kind, retryAfter: 1 });
    case "server-error":
      return void telegram.fault({ method, answer: kind, code: random.pick([500, 502, 504]), effect });
    case "hang":
      return void telegram.fault({ method, answer: kind, ms: 300, effect });
    case "drop":
      return void telegram.fault({ method, answer: kind, effect });
    case "poll":
      return void telegram.fault({
        method: "getUpdates",
        answer: random.pick(["drop", "server-error"] as const),
      });
  }
};

const disturbSlack = ({ slack }: World, random: Random, { applied }: Unruly): void => {
  const method = random.pick(slackMethods);
  const kind = random.pick(["rate_limited", "http", "drop_before", "drop_after", "socket"] as const);
  if (kind === "drop_after") applied.slack += 1;
  if (kind === "rate_limited") slack.failApi({ method, kind, retryAfter: 1 });
  else if (kind === "http") slack.failApi({ method, kind, status: random.pick([500, 503]) });
  else if (kind !== "socket") slack.failApi({ method, kind });
  else if (random.chance(0.2)) slack.disconnectSockets({ how: "drop" });
};
