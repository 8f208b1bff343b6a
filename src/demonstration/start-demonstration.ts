import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { openTown } from "./open-town.ts";
import { playStory } from "./play-story.ts";
import { slackTranscript, telegramTranscript } from "./transcript.ts";

export interface Demonstration {
  /** Both chats, to be printed. */
  transcript: string;
  stop(): Promise<void>;
}

/** Plays the main job through the real adapters against the local servers, on a database of its own that is removed. */
export const startDemonstration = async ({
  logger,
  onFatal,
}: {
  logger: Logger;
  onFatal(fault: Error): void;
}): Promise<Demonstration> => {
  const folder = await mkdtemp(join(tmpdir(), "domovoy-demonstration-"));
  const town = await openTown({
    databaseUrl: `file:${join(folder, "domovoy.db")}`,
    files: { kind: "disk", folder: join(folder, "files") },
    keys: [randomBytes(32)],
    logger,
    onFatal,
  });
  const stop = async (): Promise<void> => {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { resident } = await playStory(town);
    const telegram = telegramTranscript(town.telegram, resident.id, resident.name, "Domovoy");
    const slack = slackTranscript(town.slack, town.staffChannel);
    return {
      transcript: `=== Telegram: ${resident.name} ===\n\n${telegram}\n=== Slack: #staff ===\n\n${slack}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
