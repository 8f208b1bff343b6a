import { randomBytes } from "node:crypto";
import { DateTime } from "luxon";
import { pino } from "pino";
import { vi } from "vitest";
import type { FilesConfig } from "../../../src/adapters/files/open-file-store.ts";
import { type DeliveryLimits, unpaced } from "../../../src/delivery/limits.ts";
import { openTown, type Town } from "../../../src/demonstration/open-town.ts";
import type { LettersConfig } from "../../../src/letters-config.ts";
import type { Message, StoredFile } from "../../../src/sandbox/slack/state/types.ts";
import type { DatabaseKind } from "../../support/databases.ts";
import { type Colleague, createColleague } from "./colleague.ts";
import { createResident, type Language, type Resident } from "./resident.ts";
import { buttonsOf, messageWords } from "./slack-words.ts";
import { type TestClock, testClock, zone } from "./test-clock.ts";

/** By which ways Telegram and Slack reach us. */
export interface Ways {
  library: "grammy" | "telegraf";
  telegram: "polling" | "webhook";
  slack: "socket" | "http";
  /** The ways out beside the chats. */
  letters?: Partial<LettersConfig>;
  /** Where files are kept; a temporary folder if not given. */
  files?: FilesConfig;
  /** How fast each platform is sent to; as fast as it takes if not given. */
  paces?: DeliveryLimits["paces"];
}

/** A town with its clock, its people and what can be seen from outside. */
export interface Story {
  town: Town;
  clock: TestClock;
  /** The first administrator, who has joined. */
  olga: Colleague;
  /** Somebody of the register who joins by the link of an invite. */
  resident(who: { unit: string; name: string; language: Language }): Promise<Resident>;
  /** A request as plain as can be: words, no photo, "other", no word on access. Resolves to its number. */
  files(who: Resident, words: string): Promise<number>;
  /** Somebody with Telegram whom we don't know. */
  stranger(who: { name: string; language: Language; phone?: string }): Resident;
  /** Somebody new in the workspace and in the staff channel. */
  colleague(who: { name: string; role?: string; language?: string }): Promise<Colleague>;
  /** The staff channel's messages. */
  channel(): string[];
  card(number: number): Message;
  cardWords(number: number): string;
  cardButtons(number: number): string[];
  /** The thread under a request's card, without the card. */
  thread(number: number): string[];
  threadMessages(number: number): Message[];
  /** The files under a request's card, as staff would open them. */
  filesInThread(number: number): StoredFile[];
  /** A date from now, as a date picker gives it. */
  day(fromToday: number): string;
  runs(schedule: string): Promise<void>;
  settled(): Promise<void>;
  /** Tries until it holds: for what comes by a job or a file upload. */
  eventually(holds: () => void): Promise<void>;
  /** What the log holds at level ERROR; a healthy process logs none. */
  errors: string[];
  close(): Promise<void>;
}

/** What a line of the log says, without the stack. */
const sayingOf = (line: string): string => {
  const { msg, err, ...about } = JSON.parse(line) as { msg: string; err?: { message: string } };
  return [msg, err?.message, JSON.stringify(about)].filter(Boolean).join(" | ").slice(0, 600);
};

const formWords = {
  skip: { ru: "Пропустить", en: "Skip" },
  other: { ru: "Другое", en: "Other" },
  mine: { ru: "Нет, у меня другое", en: "No, mine is another" },
} as const;

export const openStory = async (
  database: DatabaseKind,
  { paces = unpaced, ...ways }: Partial<Ways> = {},
): Promise<Story> => {
  const { url, drop } = await database.create();
  const clock = testClock();
  const errors: string[] = [];
  const logger = pino(
    { level: process.env.LOG ?? "error" },
    { write: (line: string) => void errors.push(sayingOf(line)) },
  );
  const town = await openTown({
    databaseUrl: url,
    keys: [randomBytes(32)],
    ...ways,
    clock,
    logger,
    limits: { paces },
  });
  const { telegram, slack, staffChannel, company } = town;
  const settled = (): Promise<void> => town.settled();

  const olga = createColleague(slack, "olga", staffChannel, settled);
  await olga.commands(`join ${company.administratorCode}`);
  const card = (number: number): Message => {
    const found = slack
      .messages(staffChannel)
      .find((message) =>
        new RegExp(`(№|#) ?${number}(?!\\d)`).test(messageWords(message).split("\n")[0] ?? ""),
      );
    if (found) return found;
    throw new Error(
      `no card of ${number}; there is:\n${slack.messages(staffChannel).map(messageWords).join("\n---\n")}`,
    );
  };
  const threadMessages = (number: number): Message[] => slack.thread(staffChannel, card(number).ts).slice(1);

  return {
    town,
    clock,
    olga,
    resident: async ({ unit, name, language }) => {
      const { id } = telegram.addUser({ firstName: name, languageCode: language });
      const resident = createResident(telegram, id, language, settled);
      await resident.opensLink(await company.inviteTo(unit));
      return resident;
    },
    files: async (who, words) => {
      const says = async (word: keyof typeof formWords): Promise<void> => {
        await who.taps(formWords[word][who.language]);
        // Where a neighbour told of something like it, joining is offered.
        const mine = formWords.mine[who.language];
        if (who.buttons().includes(mine)) await who.taps(mine);
      };
      await who.writes(words);
      await says("skip");
      await says("other");
      await says("skip");
      const newest = await town.domovoy.core.database.read.request.findFirstOrThrow({
        orderBy: { number: "desc" },
      });
      return newest.number;
    },
    stranger: ({ name, language, phone }) => {
      const { id } = telegram.addUser({
        firstName: name,
        languageCode: language,
        ...(phone ? { phone } : {}),
      });
      return createResident(telegram, id, language, settled);
    },
    colleague: async ({ name, role, language = "ru-RU" }) => {
      const { id } = slack.addUser({ name, realName: name, locale: language });
      slack.join({ user: id, channel: staffChannel });
      await settled();
      if (role) await olga.commands(`role <@${id}|${name}> ${role}`);
      return createColleague(slack, id, staffChannel, settled);
    },
    channel: () => slack.messages(staffChannel).map(messageWords),
    card,
    cardWords: (number) => messageWords(card(number)),
    cardButtons: (number) => buttonsOf(card(number).blocks),
    threadMessages,
    filesInThread: (number) =>
      threadMessages(number)
        .flatMap(({ files }) => files ?? [])
        .map(({ id }) => slack.file(String(id)))
        .filter((file) => file !== undefined),
    thread: (number) => threadMessages(number).map(messageWords),
    day: (fromToday) =>
      DateTime.fromJSDate(clock.now(), { zone }).plus({ days: fromToday }).toFormat("yyyy-MM-dd"),
    runs: async (schedule) => {
      await town.domovoy.schedules.runNow(schedule);
      await settled();
    },
    settled,
    eventually: (holds) => vi.waitFor(holds, { timeout: 8000, interval: 20 }),
    errors,
    close: async () => {
      await town.close();
      await drop();
    },
  };
};
