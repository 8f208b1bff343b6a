import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import type { Colleague } from "./colleague.ts";
import { buttonsOf, messageWords } from "./slack-words.ts";
import type { Story } from "./story.ts";

/** What staff do about meetings in the Russian story. */
export interface MeetingDesk {
  card(title: string): Message;
  words(title: string): string;
  buttons(title: string): string[];
  thread(title: string): Message[];
  /** A draft whose voting begins in so many days and lasts as many. */
  drafts(title: string, plan?: { opensIn?: number; days?: number; secret?: boolean }): Promise<unknown>;
  asks(title: string, question: string, kind?: string): Promise<unknown>;
  calls(title: string): Promise<void>;
  /** Until the voting begins. */
  opens(): Promise<void>;
  papers(
    title: string,
    who: string,
    marks: Readonly<Record<string, string>>,
    more?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
}

export const scan = async () => [{ name: "скан.jpg", bytes: await samplePhoto({ color: "#dddddd" }) }];

export const meetingDesk = (story: Story, clerk: Colleague): MeetingDesk => {
  const { slack, staffChannel } = story.town;
  const card = (title: string): Message => {
    const found = slack
      .messages(staffChannel)
      .findLast((message) => messageWords(message).split("\n")[0]?.includes(title));
    if (found) return found;
    throw new Error(`no card of "${title}"; there is:\n${story.channel().join("\n---\n")}`);
  };
  return {
    card,
    words: (title) => messageWords(card(title)),
    buttons: (title) => buttonsOf(card(title).blocks),
    thread: (title) => slack.thread(staffChannel, card(title).ts).slice(1),
    drafts: async (title, { opensIn = 11, days = 10, secret = false } = {}) => {
      await clerk.commands("meeting");
      return clerk.submits({
        "О чём собрание?": title,
        "Первый день голосования": story.day(opensIn),
        "Последний день голосования": story.day(opensIn + days),
        "Голосование тайное?": secret
          ? "Да: голоса отдельно от имён, только в чате, без бумаги"
          : "Нет, в реестре видны голоса",
      });
    },
    asks: async (title, question, kind = "Большинство участвующих") => {
      await clerk.presses("Добавить вопрос", card(title));
      return clerk.submits({
        "О чём вопрос?": question,
        "Что решаем, если вопрос принят?": `${question}: делаем за 100 000 ₽`,
        "Какое большинство нужно?": kind,
      });
    },
    calls: async (title) => {
      await clerk.presses("Оповестить собственников", card(title));
      await story.eventually(() => {
        if (!messageWords(card(title)).includes("оповещены")) throw new Error(messageWords(card(title)));
      });
      await story.settled();
    },
    opens: async () => {
      story.clock.passes({ days: 11 });
      await story.runs("advance-meetings");
      await story.settled();
    },
    papers: async (title, who, marks, more = {}) => {
      await clerk.presses("Внести решение", card(title));
      return clerk.submits({
        "Чьё решение?": who,
        ...marks,
        "Скан или фото подписанного решения": await scan(),
        ...more,
      });
    },
  };
};
