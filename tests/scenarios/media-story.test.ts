import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

/** The head of an MP4, and something behind it. */
const video = Buffer.concat([
  Buffer.from("00000018", "hex"),
  Buffer.from("ftypisom\0\0\x02\0isommp42", "latin1"),
  Buffer.alloc(900, 3),
]);
/** One page of Ogg with the head of Opus, as Telegram's voice messages begin. */
const voice = Buffer.concat([
  Buffer.from("OggS\0\x02", "latin1"),
  Buffer.alloc(20),
  Buffer.from("\x01\x13OpusHead\x01\x01", "latin1"),
  Buffer.alloc(300, 1),
]);

describe.each(databases)(
  "a video, a voice message and a place on $name",
  { timeout: patience },
  (database) => {
    let story: Story;
    let anna: Resident;
    let john: Resident;
    const read = () => story.town.domovoy.core.database.read;
    const newest = () => read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
    const said = async (sent: { messageId: number }) => {
      await story.settled();
      return sent.messageId;
    };
    const arrived = (number: number) =>
      story.filesInThread(number).map(({ bytes }) => bytes.toString("base64"));
    const base64 = (...files: Buffer[]) => files.map((file) => file.toString("base64"));
    const at = { latitude: 55.75581, longitude: 37.61732 };

    beforeAll(async () => {
      story = await openStory(database);
      anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
      john = await story.resident({ unit: "46", name: "John", language: "en" });
    }, patience);
    afterAll(async () => {
      expect(story.errors).toEqual([]);
      await story.close();
    });

    it("sent plainly begin a request, and stand in its thread as they were sent", async () => {
      await said(story.town.telegram.sendVideo({ from: anna.id, video, caption: "Лифт дёргается" }));
      await anna.taps("Другое");
      await anna.taps("Пропустить");
      const shaking = (await newest()).number;
      await story.eventually(() => expect(arrived(shaking)).toEqual(base64(video)));

      await said(story.town.telegram.sendVoice({ from: john.id, voice }));
      expect(john.reads()).toContain("What happened?");
      await john.writes("Listen to this pump");
      await john.taps("Other");
      await john.taps("Skip");
      const humming = (await newest()).number;
      expect(story.cardWords(humming)).toContain("Listen to this pump");
      await story.eventually(() => expect(arrived(humming)).toEqual(base64(voice)));
    });

    it("are taken by the steps of a form", async () => {
      await john.writes("/new");
      await john.writes("The barrier hangs");
      await said(story.town.telegram.sendVideo({ from: john.id, video }));
      await said(story.town.telegram.sendVoice({ from: john.id, voice }));
      expect(john.reads()).toContain("2 files attached");
      await john.taps("Ready");
      await john.taps("Yard");
      await john.taps("Skip");
      await john.taps("Common places of the house");
      story.town.telegram.pressKey({ from: john.id, text: "Send my location", location: at });
      await story.eventually(() => expect(john.reads()).toContain("When can we come in?"));
      await john.taps("Skip");
      const { number } = await newest();
      expect(story.cardWords(number)).toMatch(/55\.75581, 37\.61732 .*mlat=55\.75581/);
      await story.eventually(() =>
        expect(arrived(number).toSorted()).toEqual(base64(video, voice).toSorted()),
      );
    });

    it("what stands under a picture is added to what was told before", async () => {
      await john.writes("/new");
      await john.writes("The fence is bent");
      await john.sendsPhoto("on the side of the school");
      await john.taps("Ready");
      await john.taps("Other");
      await john.taps("Skip");
      expect(story.cardWords((await newest()).number)).toMatch(
        /The fence is bent.*on the side of the school/s,
      );
    });

    it("a place sent plainly begins a request that shows it with a link", async () => {
      await said(story.town.telegram.sendLocation({ from: anna.id, ...at }));
      expect(anna.reads()).toContain("Что случилось?");
      await anna.writes("Здесь яма");
      await anna.taps("Пропустить");
      await anna.taps("Другое");
      await anna.taps("Пропустить");
      const { number, latitude, longitude } = await newest();
      expect({ latitude, longitude }).toEqual(at);
      expect(story.cardWords(number)).toMatch(/Здесь яма.*55\.75581, 37\.61732 <?https:.*mlon=37\.61732/s);
    });

    it("all three answer the office: by a reply, after the button, and when it has asked", async () => {
      const number = await story.files(anna, "Упало дерево");
      await story.olga.presses("Взять", story.card(number));
      await story.olga.writes("! Где именно?", story.card(number));
      const asked = anna.message("Где именно?");
      await said(story.town.telegram.sendLocation({ from: anna.id, ...at, replyTo: asked.id }));
      expect(story.thread(number).at(-1)).toMatch(
        /Пишет житель.*55\.75581, 37\.61732 <?https:.*mlat=55\.75581/s,
      );
      await said(story.town.telegram.sendVoice({ from: anna.id, voice, replyTo: asked.id }));
      await story.eventually(() => expect(arrived(number)).toEqual(base64(voice)));
      await said(story.town.telegram.sendVideo({ from: anna.id, video, replyTo: asked.id }));
      await story.eventually(() => expect(arrived(number)).toEqual(base64(voice, video)));

      await anna.taps("Написать в офис", asked);
      await said(story.town.telegram.sendLocation({ from: anna.id, latitude: 55.76, longitude: 37.62 }));
      expect(story.thread(number).at(-1)).toContain("55.76000, 37.62000");

      await story.olga.writes("! А второе?", story.card(number));
      await said(story.town.telegram.sendLocation({ from: anna.id, latitude: 55.77, longitude: 37.63 }));
      await anna.taps(`Ответ по № ${number}`);
      expect(story.thread(number).at(-1)).toContain("55.77000, 37.63000");
    });

    it("go to the office in a conversation too", async () => {
      await john.writes("/office");
      await said(story.town.telegram.sendLocation({ from: john.id, ...at }));
      await said(story.town.telegram.sendVoice({ from: john.id, voice }));
      await john.taps("Ready");
      const { slack, staffChannel } = story.town;
      const card = slack
        .messages(staffChannel)
        .findLast((each) => messageWords(each).includes("Разговор № 1"));
      expect(card && messageWords(card)).toContain("55.75581, 37.61732");
      await story.eventually(() =>
        expect(slack.thread(staffChannel, card?.ts ?? "").flatMap(({ files }) => files ?? [])).toHaveLength(
          1,
        ),
      );
    });
  },
);
