import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import type { Colleague } from "./colleague.ts";
import { messageWords } from "./slack-words.ts";
import type { Story } from "./story.ts";

/** The cards of announcements in the staff channel. */
export const announcementCards = (story: Story) => {
  const all = (): Message[] =>
    story.town.slack
      .messages(story.town.staffChannel)
      .filter((message) => messageWords(message).includes("Объявление № "));
  return {
    all,
    of: (number: number): Message => {
      const found = all().find((message) =>
        new RegExp(`Объявление № ${number}\\b`).test(messageWords(message)),
      );
      if (found) return found;
      throw new Error(`no card of ${number}; there is:\n${all().map(messageWords).join("\n---\n")}`);
    },
  };
};

/** For stories of one house that are not about the second person: what goes to all of it needs none. */
export const confirmedByOne = async ({ town }: Story, secondPerson = "never"): Promise<void> => {
  const { id: companyId } = town.company;
  await town.domovoy.core.database.transaction((tx) =>
    tx.announcementSettings.upsert({
      where: { companyId },
      create: { companyId, secondPerson },
      update: { secondPerson },
    }),
  );
};

/** Writes an announcement in the modal of `/domovoy announce` and waits until it is counted. */
export const write = async (
  story: Story,
  by: Colleague,
  values: Readonly<Record<string, unknown>>,
): Promise<void> => {
  await by.commands("announce");
  await by.submits(values);
  await story.settled();
};
