import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

describe.each(databases)("refusals of what was written, on $name", { timeout: patience }, (database) => {
  let story: Story;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const arrivesOnce = async (words: string): Promise<void> => {
    const found = () => john.messages().filter(({ text }) => text.includes(words));
    await story.eventually(() => expect(found()).toHaveLength(1));
    await story.settled();
    expect(found()).toHaveLength(1);
  };
  const toJohn = { method: "sendMessage", answer: "server-error" } as const;

  it("reach the person although Telegram fails when they are first said", async () => {
    story.town.telegram.fault({ ...toJohn, chatId: john.id, times: 1 });
    await john.writes("/find");
    await arrivesOnce("Write what to find");
    story.town.telegram.fault({ ...toJohn, chatId: john.id, times: 1 });
    await john.writes("/cancel");
    await arrivesOnce("No form is open");
  });

  it("are said by the next process when this one ends before they could be", async () => {
    // Written and committed; Telegram is down until the process has ended.
    const broken = story.town.telegram.fault({ ...toJohn, chatId: john.id, times: 100 });
    story.town.telegram.say({ from: john.id, text: "Thank you!" });
    await story.eventually(() => expect(broken.remaining()).toBeLessThan(100));
    await story.town.restart();
    story.town.telegram.clearFaults();
    await arrivesOnce("Nothing is filed of this");
  });
});
