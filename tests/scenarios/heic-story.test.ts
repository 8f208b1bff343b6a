import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

/** As an iPhone sends it as a file: the head of HEIC, and pixels that nobody here can read. */
const heic = Buffer.concat([
  Buffer.from("00000018", "hex"),
  Buffer.from("ftypheic\0\0\0\0mif1heic", "latin1"),
  Buffer.alloc(400, 7),
]);

describe.each(databases)("pictures in HEIC on $name", { timeout: patience }, (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  it("are refused with what to do, in each one's language, and the request goes on", async () => {
    await anna.sendsDocument(heic, "IMG_0001.HEIC", "Потолок в пятнах");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    await story.eventually(() => expect(anna.reads()).toMatch(/HEIC.*как фото, а не как файл.*совместимые/s));
    await john.sendsDocument(heic, "IMG_0002.HEIC", "Stains on the wall");
    await john.taps("Other");
    await john.taps("Skip");
    await story.eventually(() => expect(john.reads()).toMatch(/HEIC.*as a photo instead.*Most Compatible/s));
    const [, number] = /#(\d+)/.exec(john.reads()) ?? [];
    expect(story.thread(Number(number)).at(-1)).toMatch(/HEIC.*JPEG/s);

    await john.repliesTo(john.message(/HEIC/), "Again, sorry");
    expect(story.thread(Number(number)).at(-1)).toContain("Again, sorry");
  });

  it("are refused with what to do in a conversation with the office too", async () => {
    await anna.writes("/office");
    await anna.writes("Вот чек за замок");
    await anna.sendsDocument(heic, "IMG_0003.HEIC");
    await anna.taps("Готово");
    await story.eventually(() => expect(anna.reads()).toMatch(/Снимок не принят.*как фото, а не как файл/s));
  });
});
