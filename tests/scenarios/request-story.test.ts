import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTown, type Town } from "../../src/demonstration/open-town.ts";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";

const routes = [
  { library: "grammy", telegram: "polling", slack: "socket" },
] as const;

describe.each(databases)("the main job on $name", (database) => {
  describe.each(routes)("$library $telegram, Slack $slack", (route) => {
    let town: Town;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const { url, drop: dropDatabase } = await database.create();
      drop = dropDatabase;
      town = await openTown({ databaseUrl: url, keys: [randomBytes(32)], ...route, logger: pino({ level: process.env["LOG"] ?? "warn" }) });
    });
    afterAll(async () => {
      await town.close();
      await drop();
    });

    it("from photo to rating", async () => {
      const { telegram, slack, staffChannel, company } = town;
      await slack.command({ user: "olga", channel: staffChannel, command: "/domovoy", text: `join ${company.administratorCode}` });
      await town.settled();
      const anna = telegram.addUser({ firstName: "Анна", languageCode: "ru" });
      telegram.start({ from: anna.id, payload: await company.inviteTo("45") });
      await town.settled();
      await telegram.sendPhoto({ from: anna.id, photo: await samplePhoto(), caption: "Течёт труба под раковиной" });
      await town.settled();
      console.log(JSON.stringify(telegram.messages(anna.id).map((m) => [m.text, m.buttons]), null, 1));
      console.log(JSON.stringify(slack.messages(staffChannel), null, 1));
      expect(1).toBe(1);
    });
  });
});
