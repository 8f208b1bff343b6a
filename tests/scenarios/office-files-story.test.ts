import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { openStory, type Story } from "./support/story.ts";

const photoWithPlace = async (): Promise<Buffer> =>
  sharp(await samplePhoto())
    .withExif({ IFD0: { Make: "Phone" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "55/1 45/1 0/1" } })
    .jpeg()
    .toBuffer();

describe.each(databases)("requests that the office files on $name", (database) => {
  let story: Story;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    vera = await story.colleague({ name: "Vera", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const newest = () =>
    story.town.domovoy.core.database.read.request.findFirstOrThrow({
      orderBy: { number: "desc" },
      include: { attachments: true, category: true },
    });

  it("a request made of a message has the message's photos, without where they were taken", async () => {
    const message = await vera.sendsPhotos("В 47 течёт кран, фото от жильца", [
      await photoWithPlace(),
      await samplePhoto({ width: 300 }),
    ]);
    await vera.usesShortcut("request.file-for", message);
    expect(vera.modal()).toContain("Вместе с сообщением приложатся 2 файла.");
    const room = { "Какое помещение?": "999", "К чему это относится?": "Сантехника · Протечка" };
    expect((await vera.submits(room)).result).toBe("errors");
    // The mistake loses nothing; one more photo joins the two.
    const added = { name: "more.jpg", bytes: await samplePhoto({ width: 200 }) };
    await vera.submits({ "Какое помещение?": "47", "Фото или видео, до 10": [added] });

    const request = await newest();
    await story.eventually(() => expect(story.filesInThread(request.number)).toHaveLength(3));
    expect((await newest()).attachments.map(({ state, visibility }) => [state, visibility])).toEqual(
      Array.from({ length: 3 }, () => ["stored", "shared"]),
    );
    for (const { bytes } of story.filesInThread(request.number))
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    const widths = story
      .filesInThread(request.number)
      .map(async ({ bytes }) => (await sharp(bytes).metadata()).width);
    expect((await Promise.all(widths)).sort()).toEqual([200, 300, 640]);
    const drafts = await story.town.domovoy.core.database.read.conversation.count({
      where: { form: "draft" },
    });
    expect(drafts).toBe(0);
  });

  it("more photos than a request may have are cut, and that is said", async () => {
    const photos = await Promise.all(
      Array.from({ length: 11 }, (_, index) => samplePhoto({ width: 100 + index })),
    );
    const message = await vera.sendsPhotos("Подъезд после ремонта, 47", photos);
    await vera.usesShortcut("request.file-for", message);
    expect(vera.modal()).toContain("Из 11 файлов сообщения приложатся 10.");
    const place = { "Какое помещение?": "47", "К чему это относится?": "Подъезд" };
    expect(vera.modal()).not.toContain("Фото или видео");
    await vera.submits(place);
    expect((await newest()).attachments).toHaveLength(10);
  });

  it("a message without words can be made a request as well: the words are asked for", async () => {
    const message = await vera.sendsPhotos("", [await samplePhoto()]);
    await vera.usesShortcut("request.file-for", message);
    expect(vera.modal()).toContain("Вместе с сообщением приложится 1 файл.");
    const place = { "Какое помещение?": "47", "К чему это относится?": "Другое" };
    expect((await vera.submits({ ...place, "Что случилось?": "Разбита плитка" })).result).toBe("cleared");
    expect((await newest()).attachments).toHaveLength(1);
  });

  it("a common place needs its house and no unit, and an emergency there is one", async () => {
    await vera.commands("new застрял лифт, внутри человек");
    expect(vera.modal()).toContain("Для общего места");
    const what = { "К чему это относится?": "Лифт", "Где именно?": "Подъезд 2" };
    expect(await vera.submits(what)).toMatchObject({
      result: "errors",
      errors: { place: expect.stringContaining("выберите ниже дом") },
    });
    const [house] = await story.town.domovoy.core.database.read.building.findMany({
      orderBy: { address: "asc" },
    });
    expect((await vera.submits({ ...what, Дом: house?.address })).result).toBe("cleared");
    const request = await newest();
    expect(request).toMatchObject({ unitId: null, buildingId: house?.id, priority: "emergency" });
    expect(request.reactDueAt.getTime() - request.createdAt.getTime()).toBe(30 * 60_000);
    expect(story.cardWords(request.number)).toMatch(/общие места, .*/);
    expect(story.cardWords(request.number)).toContain("Подъезд 2: застрял лифт, внутри человек");
    const [filed] = await story.town.domovoy.core.database.read.auditEntry.findMany({
      where: { subjectId: request.id, act: "request.filed" },
    });
    expect(filed).toMatchObject({ channel: "slack", outcome: "done" });
  });

  it("a message becomes a request for a common place of normal urgency, and the house tells a unit from its namesakes", async () => {
    const message = await vera.writes("Во дворе не убран снег");
    await vera.usesShortcut("request.file-for", message);
    const [house] = await story.town.domovoy.core.database.read.building.findMany({
      orderBy: { address: "asc" },
    });
    const what = { "К чему это относится?": "Двор", Дом: house?.address };
    await vera.submits(what);
    expect(await newest()).toMatchObject({ unitId: null, buildingId: house?.id, priority: "normal" });

    await vera.commands("new Скрипит дверь у соседей");
    await vera.submits({ "К чему это относится?": "Другое", Дом: house?.address, "Какое помещение?": "47" });
    const unit = await story.town.domovoy.core.database.read.unit.findFirstOrThrow({
      where: { number: "47", buildingId: house?.id ?? "" },
    });
    expect((await newest()).unitId).toBe(unit.id);
  });
});
