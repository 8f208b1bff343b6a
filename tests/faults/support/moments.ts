import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** What a life may end with; chosen anew for each. */
export const moments = [
  "start",
  "telegram:sendMessage",
  "telegram:editMessageText",
  "telegram:getFile",
  "telegram:sendPhoto",
  "telegram:answerCallbackQuery",
  "slack:chat.postMessage",
  "slack:chat.update",
  "slack:views.open",
  "slack:views.update",
  "slack:files.completeUploadExternal",
  "update",
  "update",
  "payload",
  "payload",
  "time",
] as const;

export type Moment = (typeof moments)[number];

const longestLifeMs = 1_500;

/** The deed, which only its first call does. */
export const once = (deed: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) deed();
    isDone = true;
  };
};

/** Calls `strike` when the moment comes, or when life has been long enough; resolves then. */
export const strikeAt = async (
  world: World,
  random: Random,
  moment: Moment,
  strike: () => void,
): Promise<void> => {
  if (moment === "time") await sleep(random.between(0, longestLifeMs));
  else if (moment !== "start") {
    const skip = Math.floor(random.between(0, 4));
    const delay = random.chance(0.5) ? 0 : random.between(0, 40);
    // Without a delay it strikes in the same turn: the platform has done what was asked and not answered yet.
    await happened(world, moment, skip, delay === 0 ? strike : () => undefined);
    if (delay > 0) await sleep(delay);
  }
  strike();
};

const happened = (world: World, moment: Moment, skip: number, strike: () => void): Promise<void> =>
  new Promise((resolve) => {
    let left = skip;
    let open = true;
    const finish = (): true => {
      if (open) {
        open = false;
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
      return true;
    };
    const hear = (name: string): boolean => {
      if (!open) return true;
      if (name !== moment) return false;
      if (left > 0) {
        left -= 1;
        return false;
      }
      strike();
      return finish();
    };
    const unsubscribe = world.slack.onEvent(({ kind, data }) => {
      if (kind === "api_call") hear(`slack:${(data as { method: string }).method}`);
      if (kind === "delivery") hear("payload");
    });
    const timer = setTimeout(finish, longestLifeMs);
    world.telegram
      .waitFor((event) => {
        if (event?.type === "call") return hear(`telegram:${event.call.method}`);
        return event?.type === "delivered" ? hear("update") : !open;
      }, longestLifeMs + 1000)
      .catch(() => undefined);
  });
