import { setTimeout as sleep } from "node:timers/promises";
import type { Domovoy } from "../compose.ts";
import type { SlackServer } from "../sandbox/slack/server.ts";
import type { TelegramServer } from "../sandbox/telegram/server.ts";

const patienceMs = 10_000;

/** Resolves when every update and event is taken and every message sent. */
export const settle = async (
  telegram: TelegramServer,
  slack: SlackServer,
  domovoy: Pick<Domovoy, "idle">,
): Promise<void> => {
  // What is taken may lead to messages, and a file that is sent comes back as an event.
  do {
    await slack.settled();
    await until(() => telegram.pendingUpdates() === 0);
    await domovoy.idle();
  } while (slack.pendingDeliveries() + telegram.pendingUpdates() > 0);
};

/** That an update was confirmed is no event of the local server, so it is asked for. */
const until = async (holds: () => boolean): Promise<void> => {
  const giveUpAt = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > giveUpAt) throw new Error(`updates are not taken within ${patienceMs} ms`);
    await sleep(5);
  }
};
