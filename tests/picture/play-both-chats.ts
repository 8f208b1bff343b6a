import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { unpaced } from "../../src/delivery/limits.ts";
import { openTown, type Town } from "../../src/demonstration/open-town.ts";
import { playStory } from "../../src/demonstration/play-story.ts";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import type { TelegramServer } from "../../src/sandbox/telegram/server.ts";

export type TelegramMessage = ReturnType<TelegramServer["messages"]>[number];
export type SlackMessage = Message;

/** What stands in both chats when the story has been played. */
export interface BothChats {
  telegram: { messages: TelegramMessage[]; photo(fileId: string): Buffer };
  slack: {
    channel: SlackMessage[];
    thread: SlackMessage[];
    nameOf(userId: string): string;
    file(id: string): Buffer;
  };
}

/** An evening in the house, so that the picture shows the same times whenever it is made. */
const evening = Date.parse("2026-03-12T16:40:00Z");
const minutesBetweenActs = 3;

const words = { lamp: "The lamp over the stairs is broken", gas: "В подъезде пахнет газом" } as const;

/** Plays the demonstration by a clock that goes on only between the acts, and two more requests of neighbours. */
export const playBothChats = async (show: (chats: BothChats) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "domovoy-picture-"));
  let now = evening;
  const town = await openTown({
    databaseUrl: `file:${join(folder, "domovoy.db")}`,
    filesFolder: join(folder, "files"),
    keys: [randomBytes(32)],
    clock: { now: () => new Date(now) },
    logger: pino({ level: "error" }),
    limits: { paces: unpaced },
  });
  try {
    const settled = async (): Promise<void> => {
      await town.settled();
      now += minutesBetweenActs * 60_000;
    };
    const { resident } = await playStory({ ...town, settled });
    await brokenLamp({ ...town, settled });
    await smellOfGas({ ...town, settled });
    await show(seen(town, resident.id));
  } finally {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const brokenLamp = async (town: Town): Promise<void> => {
  const { telegram, settled } = town;
  const from = await neighbour(town, "46", { firstName: "John", lastName: "Miller", languageCode: "en" });
  telegram.say({ from, text: words.lamp });
  await settled();
  for (const text of ["Skip", "Electricity", "No light in the entrance", "Skip"]) {
    await telegram.press({ from, text });
    await settled();
  }
};

/** Nothing is asked first: the resident is told to call 112, and the office has the card at once. */
const smellOfGas = async (town: Town): Promise<void> => {
  const from = await neighbour(town, "47", { firstName: "Пётр", lastName: "Иванов", languageCode: "ru" });
  town.telegram.say({ from, text: words.gas });
  await town.settled();
};

const neighbour = async (
  { telegram, company, settled }: Town,
  unit: string,
  who: Parameters<TelegramServer["addUser"]>[0],
): Promise<number> => {
  const { id } = telegram.addUser(who);
  telegram.start({ from: id, payload: await company.inviteTo(unit) });
  await settled();
  return id;
};

const seen = ({ telegram, slack, staffChannel }: Town, resident: number): BothChats => {
  const channel = [...slack.messages(staffChannel)];
  const story = channel.find(({ reply_count: replies }) => replies);
  if (!story) throw new Error("the story left no thread in the staff channel");
  const users = slack.state().users as { id: string; realName: string }[];
  return {
    telegram: { messages: telegram.messages(resident), photo: telegram.fileBytes },
    slack: {
      channel,
      thread: [...slack.thread(staffChannel, story.ts)],
      nameOf: (userId) => users.find(({ id }) => id === userId)?.realName ?? "Domovoy",
      file: (id) => slack.file(id)?.bytes ?? Buffer.alloc(0),
    },
  };
};
