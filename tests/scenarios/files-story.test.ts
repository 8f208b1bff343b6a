import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)(
  "files of requests on $name",
  (database) => {
    let story: Story;
    let anna: Resident;
    let john: Resident;
    beforeAll(async () => {
      story = await openStory(database);
      anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
      john = await story.resident({ unit: "46", name: "John", language: "en" });
    }, 120_000);
    afterAll(() => story.close());

    const read = () => story.town.domovoy.core.database.read;
    const newest = () =>
      read().request.findFirstOrThrow({ orderBy: { number: "desc" }, include: { attachments: true } });
    const stored = async (count: number) => {
      const states = async () =>
        (await newest()).attachments.filter(({ state }) => state === "stored").length;
      await expect.poll(states, { timeout: 60_000, interval: 50 }).toBe(count);
    };
    const onDisk = (): number => {
      const { files } = story.town.config;
      if (files.kind !== "disk") throw new Error("the town keeps its files on disk");
      return readdirSync(files.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length;
    };

    it("the eleventh photo is told of, the first ten are kept, and it can follow", async () => {
      await anna.sendsAlbum(10, "Облезла краска в подъезде");
      await story.eventually(() => expect(anna.reads()).toContain("К чему это относится?"));
      await anna.sendsPhoto();
      expect(anna.reads()).toMatch(/Взяты первые 10 файлов, не поместилось: 1\..*К чему это относится\?/s);
      await anna.taps("Другое");
      await anna.taps("Пропустить");
      await stored(10);
      const { number } = await newest();
      await anna.repliesToWithPhoto(anna.message(`Заявка № ${number}`));
      await stored(11);
      await expect.poll(() => story.filesInThread(number).length, { timeout: 60_000 }).toBe(11);
    });

    it("several messages with photos fill up to ten in the order they came", async () => {
      await john.writes("/new");
      await john.writes("Paint is peeling in the hall");
      expect(john.reads()).toMatch(/photo/i);
      await john.sendsAlbum(8);
      await story.eventually(() => expect(john.reads()).toContain("8 files attached"));
      await john.sendsAlbum(4);
      await story.eventually(() =>
        expect(john.reads()).toMatch(/The first 10 files are taken; 2 did not fit/),
      );
      expect(john.reads()).toContain("10 files attached");
      await john.taps("Ready");
      await john.taps("Other");
      await john.taps("Skip");
      await stored(10);
    });

    it("a file that is too big is refused with a sentence, and the request goes on without it", async () => {
      await anna.sendsDocument(
        Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(20 * 1024 * 1024)]),
        "план.pdf",
        "Не открывается окно",
      );
      await anna.taps("Другое");
      await anna.taps("Пропустить");
      const { number } = await newest();
      await expect
        .poll(() => anna.reads(), { timeout: 60_000 })
        .toMatch(/не удалось приложить 1 файл.*слишком большой/s);
      expect(anna.reads()).toContain(`№ ${number}`);
      expect((await newest()).attachments).toMatchObject([{ state: "refused", refusal: "too-large" }]);
      expect(story.thread(number).at(-1)).toContain("не принят");
      expect(story.filesInThread(number)).toEqual([]);
    });

    it("the same photo twice is kept once; the file of one request goes, the other's stays", async () => {
      const before = onDisk();
      const look = { width: 411, color: "#123456" };
      const send = async (words: string) => {
        await anna.sendsPhoto(words, look);
        await anna.taps("Другое");
        await anna.taps("Пропустить");
        await stored(1);
        return newest();
      };
      const first = await send("Скрипит дверь на этаже");
      const second = await send("Не горит кнопка вызова лифта на этаже");
      expect(second.attachments[0]?.address).toBe(first.attachments[0]?.address);
      expect(onDisk()).toBe(before + 1);

      // As an announcement does that takes a file away: it belongs to nothing any more.
      await story.town.domovoy.core.database.transaction((tx) =>
        tx.attachment.updateMany({ where: { requestId: first.id }, data: { requestId: null } }),
      );
      const photos = () => anna.messages().filter(({ media }) => media?.kind === "photo").length;
      const shown = photos();
      await anna.forges(`rq.files:${second.id}`);
      await expect.poll(photos, { timeout: 60_000 }).toBe(shown + 1);
      expect((await anna.forges(`rq.files:${first.id}`)).text).toMatch(/файл/i);
      expect(photos()).toBe(shown + 1);
    });

    it("nobody gets a file of a neighbour's request, neither by a made-up button nor by its id", async () => {
      const annas = await newest();
      const files = () => john.messages().filter(({ media }) => media).length;
      const before = files();
      for (const token of [
        `rq.files:${annas.id}`,
        `rq.files:${annas.attachments[0]?.id}`,
        `rq.show:${annas.id}`,
      ])
        expect((await john.forges(token)).text).not.toBe("");
      await story.settled();
      expect(files()).toBe(before);
      const refused = await read().auditEntry.findFirst({
        where: { act: "attach.view", subjectId: annas.id, outcome: "forbidden" },
      });
      expect(refused).not.toBeNull();
    });

    it("logs nothing that a person must look at", () => {
      expect(story.errors).toEqual([]);
    });
  },
  120_000,
);
