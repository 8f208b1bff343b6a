import { join } from "node:path";
import type { Clock } from "../../core/clock.ts";
import { type SlackServer, startSlackServer } from "../../sandbox/slack/server.ts";
import type { WorkspaceState } from "../../sandbox/slack/state/workspace-state.ts";
import { openSnapshotFile } from "../../sandbox/snapshot/snapshot-file.ts";
import { startTelegramServer, type TelegramServer } from "../../sandbox/telegram/server.ts";
import type { WorldState } from "../../sandbox/telegram/world/world-state.ts";

/** Both local servers, as they were when they were closed. */
export interface Platforms {
  telegram: TelegramServer;
  slack: SlackServer;
  /** From now on whatever changes is saved. */
  keep(): void;
  close(): Promise<void>;
}

/** Slack's retries come a minute and five minutes later; who tries things out should not wait so long. */
const retryScale = 0.05;

export const openPlatforms = async (folder: string, clock: Clock): Promise<Platforms> => {
  const servers: { telegram?: TelegramServer; slack?: SlackServer } = {};
  const files = {
    telegram: openSnapshotFile(join(folder, "telegram.json"), () => servers.telegram?.capture()),
    slack: openSnapshotFile(join(folder, "slack.json"), () => servers.slack?.capture()),
  };
  const world = files.telegram.load() as WorldState | undefined;
  const workspace = files.slack.load() as WorkspaceState | undefined;
  const telegram = await startTelegramServer({
    clock: { now: () => clock.now().getTime() },
    ...(world ? { state: world } : {}),
  });
  const slack = await startSlackServer({
    clock,
    retryScale,
    // A file that came later than it was sent would have another time than its request.
    fileShareDelayMs: 0,
    commands: ["/domovoy"],
    ...(workspace ? { state: workspace } : {}),
  });
  Object.assign(servers, { telegram, slack });
  const stops: (() => void)[] = [];
  return {
    telegram,
    slack,
    keep: () => {
      stops.push(
        telegram.onEvent(() => files.telegram.saveSoon()),
        slack.onEvent(() => files.slack.saveSoon()),
      );
      files.telegram.save();
      files.slack.save();
    },
    close: async () => {
      for (const stop of stops) stop();
      if (stops.length > 0) {
        files.telegram.save();
        files.slack.save();
      }
      for (const file of [files.telegram, files.slack]) file.close();
      await Promise.all([telegram.stop(), slack.stop()]);
    },
  };
};
