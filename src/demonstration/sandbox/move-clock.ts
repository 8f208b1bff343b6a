import type { OpenedStage } from "./open-stage.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

const hour = 3_600_000;

/** Moves the time forward in strides, so that what becomes due on the way happens at about its time. */
export const moveClock = async (
  { domovoy, slack, settled }: OpenedStage,
  clock: SandboxClock,
  ms: number,
): Promise<void> => {
  const stride = ms > 48 * hour ? 6 * hour : hour;
  for (let left = ms; left > 0; left -= stride) {
    clock.move(Math.min(stride, left));
    slack.runDue();
    domovoy.core.committed({ messages: true, jobs: true });
    await domovoy.schedules.runAll();
    await settled();
  }
};
