import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type S3Server, startS3Server } from "../support/s3/s3-server.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = { timeout: 60_000, interval: 50 };

describe.each(databases)(
  "photos in a bucket on $name",
  (database) => {
    let s3: S3Server;
    let story: Story;
    let anna: Resident;
    beforeAll(async () => {
      s3 = await startS3Server();
      story = await openStory(database, { files: s3.config() });
      anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    }, 120_000);
    afterAll(async () => {
      await story.close();
      await s3.stop();
    });

    const refusals = () => s3.asked.filter(({ status }) => status === 503).length;
    const files = async (): Promise<void> => {
      await anna.taps("Сантехника");
      await anna.taps("Протечка");
      await anna.taps("Пропустить");
    };

    it("Anna's photo is sealed into the bucket and opens for the staff under the card", async () => {
      await anna.sendsPhoto("Течёт труба под раковиной");
      await files();
      await story.eventually(() => expect(story.filesInThread(1001)).toHaveLength(1));
      const [shown] = story.filesInThread(1001);
      const [stored, ...others] = [...s3.objects.values()];
      expect(others).toEqual([]);
      expect(shown?.bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
      expect(stored?.includes(shown?.bytes.subarray(0, 64) ?? Buffer.from("none"))).toBe(false);
      expect([...s3.objects.keys()][0]).toMatch(/^domovoy\/[\w-]{20,}$/);
    });

    it("a bucket that is busy for a while delays a photo and loses none", async () => {
      s3.refuse("SlowDown", 4);
      await anna.sendsPhoto("Теперь течёт и кран", { width: 333 });
      await files();
      await expect.poll(refusals, patience).toBe(3);
      story.clock.passes({ minutes: 1 });
      await expect.poll(() => story.filesInThread(1002).length, patience).toBe(1);
      expect(s3.objects.size).toBe(2);
      expect(refusals()).toBe(4);
      expect(story.errors).toEqual([]);
    });
  },
  120_000,
);
