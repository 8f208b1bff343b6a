import { randomBytes } from "node:crypto";
import type { Update } from "@grammyjs/types";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpaced } from "../../src/delivery/limits.ts";
import { openTown, type Town } from "../../src/demonstration/open-town.ts";
import { databases } from "../support/databases.ts";
import { type Fixture, fixturesOf, skippedWithout, specsArePresent } from "./specs.ts";

const ways = {
  sqlite: { library: "grammy", telegram: "polling", slack: "socket" },
  postgresql: { library: "telegraf", telegram: "webhook", slack: "http" },
} as const;
const error = 50;

describe.skipIf(!specsArePresent).each(databases)(
  `recorded payloads on $name${skippedWithout}`,
  (database) => {
    const lines: { level: number; msg: string }[] = [];
    const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const faults: Error[] = [];
    let town: Town;
    let anna: { id: number };
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const { url, drop: dropDatabase } = await database.create();
      drop = dropDatabase;
      const onFatal = (fault: Error): void => void faults.push(fault);
      town = await openTown({
        databaseUrl: url,
        keys: [randomBytes(32)],
        ...ways[database.name],
        limits: { paces: unpaced },
        logger,
        onFatal,
      });
      const { slack, telegram, staffChannel: channel, company } = town;
      await slack.command({
        user: "olga",
        channel,
        command: "/domovoy",
        text: `join ${company.administratorCode}`,
      });
      anna = telegram.addUser({ firstName: "Анна", languageCode: "ru" });
      telegram.start({ from: anna.id, payload: await company.inviteTo("45") });
      await town.settled();
    });
    afterAll(async () => {
      await town?.close();
      await drop?.();
    });

    const expectHealthy = async (): Promise<void> => {
      await town.settled();
      expect(lines.filter(({ level }) => level >= error)).toEqual([]);
      expect(faults).toEqual([]);
      const { telegram, slack, staffChannel: channel } = town;
      const before = telegram.messages(anna.id).length;
      telegram.say({ from: anna.id, text: "/help" });
      await telegram.waitFor(() => telegram.messages(anna.id).length > before + 1);
      const outcome = await slack.command({ user: "olga", channel, command: "/domovoy", text: "open" });
      expect(outcome.ok).toBe(true);
    };

    it("every update of Telegram is taken as it is, and as if a resident had sent it", async () => {
      const updates = fixturesOf("telegram").filter(({ payload }) => typeof payload.update_id === "number");
      expect(updates.length).toBeGreaterThan(50);
      for (const { payload } of updates) town.telegram.rawUpdate(payload as Partial<Update>);
      await expectHealthy();
      for (const fixture of updates)
        town.telegram.rawUpdate(fromResident(fixture, anna.id) as Partial<Update>);
      await expectHealthy();
    });

    it("every payload of Slack is acknowledged as it is, and as if a manager had sent it", async () => {
      const { slack } = town;
      const payloads = fixturesOf("slack");
      expect(payloads.length).toBeGreaterThan(50);
      const send = ({ payload }: Fixture) => {
        if (typeof payload.command === "string") return slack.rawCommand(payload);
        return isInteraction(payload) ? slack.rawInteraction(payload) : slack.rawEvent(payload);
      };
      for (const fixture of payloads) expect((await send(fixture)).status, fixture.name).toBe("acked");
      await expectHealthy();
      for (const fixture of payloads)
        expect((await send(fromManager(fixture, town))).status, fixture.name).toBe("acked");
      await expectHealthy();
    });
  },
);

const isInteraction = (payload: Record<string, unknown>): boolean =>
  "trigger_id" in payload || "view" in payload || "actions" in payload || "submission" in payload;

/** The same update in the private chat of somebody whom the house knows. */
const fromResident = ({ name, payload }: Fixture, id: number): Record<string, unknown> =>
  changed({ name, payload }, (value) => {
    if (value.type === "private" && typeof value.id === "number") return { ...value, id };
    return value.is_bot === false ? { ...value, id, language_code: "ru" } : value;
  });

/** The same payload from the staff channel of this workspace. */
const fromManager = (fixture: Fixture, { slack, staffChannel }: Town): Fixture => {
  const text = JSON.stringify(fixture.payload)
    .replaceAll(/"(team|team_id)":"[^"]*"/g, `"$1":"${slack.teamId}"`)
    .replaceAll(/"(channel|channel_id)":"[^"]*"/g, `"$1":"${staffChannel}"`)
    .replaceAll(/"(user|user_id)":"[^"]*"/g, `"$1":"${managerId(slack)}"`);
  return { ...fixture, payload: JSON.parse(text) as Record<string, unknown> };
};

const managerId = (slack: Town["slack"]): string => {
  const users = slack.state().users as { id: string; name: string }[];
  return users.find(({ name }) => name === "olga")?.id ?? "";
};

const changed = (
  { payload }: Fixture,
  change: (value: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> =>
  JSON.parse(JSON.stringify(payload), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? change(value as Record<string, unknown>)
      : value,
  ) as Record<string, unknown>;
