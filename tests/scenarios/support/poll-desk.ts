import { expect } from "vitest";
import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import type { Colleague } from "./colleague.ts";
import { messageWords } from "./slack-words.ts";
import type { Story } from "./story.ts";

export interface PollWish {
  question: string;
  options: readonly string[];
  /** By the labels of the Russian form. */
  more?: Readonly<Record<string, unknown>>;
  /** Days from today; a week if not given. */
  lasts?: number;
}

/** How the staff of a story run polls, through Slack. */
export const pollDesk = (story: Story, who: Colleague = story.olga) => {
  const { slack, staffChannel, company, domovoy } = story.town;
  const read = domovoy.core.database.read;
  const cards = (): Message[] =>
    slack.messages(staffChannel).filter((message) => /^Опрос № \d+/.test(messageWords(message)));
  const card = (words: string): Message => {
    const found = cards().findLast((message) => messageWords(message).includes(words));
    if (!found)
      throw new Error(`no poll "${words}"; there is:\n${cards().map(messageWords).join("\n---\n")}`);
    return found;
  };
  const fills = ({ question, options, more = {}, lasts = 7 }: PollWish) => ({
    "Кого спрашиваем": "ул. Ленина, 1",
    Вопрос: question,
    "Варианты ответа, каждый с новой строки": options.join("\n"),
    "Последний день": story.day(lasts),
    ...more,
  });
  return {
    read,
    card,
    words: (title: string): string => messageWords(card(title)),
    thread: (title: string): Message[] => slack.thread(staffChannel, card(title).ts).slice(1),
    /** Fills in the form; resolves to what Slack answered. */
    drafts: async (wish: PollWish) => {
      await who.commands("poll");
      return who.submits(fills(wish));
    },
    /** Draws up a poll and starts it. */
    starts: async (wish: PollWish): Promise<void> => {
      await who.commands("poll");
      expect(await who.submits(fills(wish))).toEqual({ result: "cleared" });
      await who.presses("Начать сейчас", card(wish.question));
      await story.settled();
    },
    /** The newest poll's row. */
    row: (question: string) =>
      read.poll
        .findMany({ orderBy: { number: "desc" }, include: { questions: { include: { options: true } } } })
        .then((polls) => {
          const found = polls.find(({ titleSealed }) => domovoy.core.vault.open(titleSealed) === question);
          if (!found) throw new Error(`no poll "${question}"`);
          return found;
        }),
    /** Votes by option's text, of the first question. */
    counts: async (question: string): Promise<Record<string, number>> => {
      const options = await read.pollOption.findMany({ orderBy: [{ pollId: "desc" }, { position: "asc" }] });
      const polls = await read.poll.findMany({ orderBy: { number: "desc" } });
      const poll = polls.find(({ titleSealed }) => domovoy.core.vault.open(titleSealed) === question);
      return Object.fromEntries(
        options
          .filter(({ pollId }) => pollId === poll?.id)
          .map(({ textSealed, votes }) => [domovoy.core.vault.open(textSealed), votes]),
      );
    },
    /** A group of the house with the bot and these people in it. */
    group: async (title: string, members: number[]): Promise<number> => {
      const { id } = story.town.telegram.createGroup({
        title,
        members,
        type: "supergroup",
        bot: "administrator",
      });
      await domovoy.core.database.transaction((tx) =>
        tx.buildingChat.create({
          data: {
            companyId: company.id,
            buildingId: company.buildingId,
            platform: "telegram",
            chatId: String(id),
            createdAt: story.clock.now(),
          },
        }),
      );
      await story.settled();
      return id;
    },
    /** Somebody who holds a unit together with those of the register. */
    lodger: async (unit: string, name: string, kind: "owner" | "tenant" | "household" = "household") => {
      const { core } = domovoy;
      const { id } = story.town.telegram.addUser({ firstName: name, languageCode: "ru" });
      await core.database.transaction(async (tx) => {
        const { id: unitId } = await tx.unit.findFirstOrThrow({
          where: { buildingId: company.buildingId, number: unit },
        });
        const person = await tx.person.create({
          data: { companyId: company.id, nameSealed: core.vault.seal(name), language: "ru" },
        });
        await tx.occupancy.create({
          data: {
            companyId: company.id,
            personId: person.id,
            unitId,
            kind,
            from: new Date(0),
            verifiedAt: new Date(0),
          },
        });
        await tx.identity.create({
          data: {
            companyId: company.id,
            personId: person.id,
            platform: "telegram",
            externalId: String(id),
            chatId: String(id),
          },
        });
      });
      return id;
    },
  };
};
