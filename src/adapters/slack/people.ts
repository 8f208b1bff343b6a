import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Sender } from "../../chat/event.ts";
import { slackErrorCode } from "./outbound/failures.ts";

/** Names and languages of the workspace's people. */
export interface People {
  /** The sender with name and language; as given when Slack does not tell in time. */
  complete(sender: Sender): Promise<Sender>;
  /** The language that is known without asking, for what must be shown at once. */
  languageAtHand(userId: string): string;
  /** The language that the person turned out to read. */
  remember(userId: string, language: string): void;
}

interface Person {
  name: string | null;
  language: string | null;
  until: number;
}

const keptMs = 60 * 60_000;
const keptAfterFailureMs = 60_000;
const patienceMs = 1_000;
const maxPeople = 5_000;
const fallbackLanguage = "en";

export const createPeople = (client: WebClient, logger: Logger): People => {
  const people = new Map<string, Person>();
  const languages = new Map<string, string>();
  const asked = new Map<string, Promise<Person>>();

  const ask = async (userId: string): Promise<Person> => {
    const person = await askSlack(client, userId, logger);
    if (people.size >= maxPeople) people.clear();
    people.set(userId, person);
    asked.delete(userId);
    return person;
  };

  const lookUp = async (userId: string): Promise<Person | undefined> => {
    const known = people.get(userId);
    if (known && known.until > Date.now()) return known;
    const answer = asked.get(userId) ?? ask(userId);
    asked.set(userId, answer);
    // The answer still arrives for the next time.
    return withinPatience(answer, known);
  };

  return {
    complete: async (sender) => {
      const person = await lookUp(sender.externalId);
      return { ...sender, name: person?.name ?? sender.name, language: person?.language ?? null };
    },
    languageAtHand: (userId) =>
      languages.get(userId) ?? people.get(userId)?.language?.split(/[-_]/)[0] ?? fallbackLanguage,
    remember: (userId, language) => {
      if (languages.size >= maxPeople) languages.clear();
      languages.set(userId, language);
    },
  };
};

/** Without the scope users:read a person is known by id only; that is no error. */
const askSlack = async (client: WebClient, userId: string, logger: Logger): Promise<Person> => {
  try {
    const { user } = await client.users.info({ user: userId, include_locale: true });
    const name = user?.real_name || user?.profile?.display_name || user?.name || null;
    return { name, language: user?.locale ?? null, until: Date.now() + keptMs };
  } catch (error) {
    logger.debug({ userId, code: slackErrorCode(error) ?? "request failed" }, "users.info gave no answer");
    return { name: null, language: null, until: Date.now() + keptAfterFailureMs };
  }
};

const withinPatience = async (
  answer: Promise<Person>,
  otherwise: Person | undefined,
): Promise<Person | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Person | undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, otherwise);
  });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
};
