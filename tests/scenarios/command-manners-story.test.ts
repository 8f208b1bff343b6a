import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createChatCatalogue } from "../../src/chat/areas.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { openStory, type Story } from "./support/story.ts";

const { translate } = createTranslator(localesFolder);
const { commands } = createChatCatalogue({ staffChannel: null, botUsername: null }, translate);
const inSlack = commands.filter(({ platforms }) => platforms.includes("slack"));
const forStaff = inSlack.filter(({ audience }) => audience !== "everybody");

/** What nobody means anything by. */
const nonsense = ["ыыы 99999 <@U0|x>", "🙂 ".repeat(40)];

describe.each(databases)("every subcommand in Slack on $name", (database) => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory(database);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  /** What somebody reads after a command: a modal, or what is shown to them alone. */
  const answerTo = async (who: Colleague, text: string): Promise<string> => {
    const before = who.toldPrivately().length;
    await who.commands(text);
    const modal = who.modal();
    if (modal !== undefined) await who.closesModal();
    return modal ?? who.toldPrivately().slice(before).join("\n");
  };

  it("answers the administrator with words or a form, whatever stands behind it", async () => {
    const silent: string[] = [];
    for (const { name } of inSlack) {
      for (const words of ["", ...nonsense]) {
        const answer = await answerTo(story.olga, `${name} ${words}`.trim());
        if (answer.length < 8 || answer.includes("сломалось")) silent.push(`${name} ${words}: ${answer}`);
      }
    }
    expect(silent).toEqual([]);
  }, 300_000);

  it("a search without a find says what else to try, and cuts no sign in two", async () => {
    const answer = await answerTo(story.olga, `find ${"🙂".repeat(150)}`);
    expect(answer).toContain(`«${"🙂".repeat(100)}»`);
    expect(answer).toContain("Попробуйте номер заявки, помещение или другое слово целиком");
  });

  it("one that does not exist is named, with those that do", async () => {
    const answer = await answerTo(story.olga, "заявка 45");
    expect(answer).toMatch(/Команды \/domovoy заявка нет.*\/domovoy new/s);
    expect(answer).toContain("/domovoy deadlines");
    expect(await answerTo(story.olga, "")).not.toContain("нет. Выберите");
  });

  it("an outsider is told how to join, by command, shortcut and App Home alike", async () => {
    const guest = await story.colleague({ name: "Guest" });
    for (const { name } of forStaff)
      expect(await answerTo(guest, `${name} 1`), name).toMatch(/\/domovoy join|администратор/);
    const message = await guest.writes("Кто-нибудь, почините лифт");
    await guest.usesShortcut("request.file-for", message);
    expect(guest.modal()).toContain("/domovoy join");
    await guest.closesModal();
    expect(await guest.opensHome()).toContain("/domovoy join");
  }, 300_000);
});
