import type { OpenedStage } from "./open-stage.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

const hour = 3_600_000;

/**
 * Moves the time forward hour by hour, so that what becomes due on the way happens at about its time: also what is done
 * at a certain hour of the day alone, such as a reminder in the morning.
 */
export const moveClock = async (
  { domovoy, slack, settled }: OpenedStage,
  clock: SandboxClock,
  ms: number,
): Promise<void> => {
  for (let left = ms; left > 0; left -= hour) {
    const from = clock.now();
    clock.move(Math.min(hour, left));
    slack.runDue();
    domovoy.core.committed({ messages: true, jobs: true });
    await domovoy.schedules.runDue(from, clock.now());
    await settled();
  }
};
