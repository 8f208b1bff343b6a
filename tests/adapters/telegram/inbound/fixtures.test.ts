import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Update } from "@grammyjs/types";
import { expect, it } from "vitest";
import { updateToEvent } from "../../../../src/adapters/telegram/inbound/update-to-event.ts";
import { startHarness, until } from "../harness.ts";

const folder = resolve("../shared/specs/fixtures/telegram");
const there = existsSync(folder);
const files = there
  ? ["", "legacy"].flatMap((sub) =>
      readdirSync(join(folder, sub))
        .filter((name) => name.endsWith(".json"))
        .map((name) => join(sub, name)),
    )
  : [];
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Update;
const bot = { id: 1, username: "foo" };

it.skipIf(!there)("recorded updates are there", () => {
  expect(files.length).toBeGreaterThan(50);
});

it.skipIf(!there).each(files)("%s is taken", (file) => {
  const incoming = updateToEvent(read(file), bot, new Date());
  if (incoming.kind === "event") expect(incoming.event.chat.id).toMatch(/^-?\d+$/);
});

it.skipIf(!there).each([
  ["command.json", { type: "command" }],
  ["callback_query_inaccessible_message.json", { type: "tap", token: "thedata" }],
  ["contact-2.json", { contact: { phone: "911", own: false } }],
  ["photo.json", { files: [{ kind: "photo" }] }],
  ["recorded-message-voice.json", { files: [{ kind: "voice" }] }],
  ["recorded-message-migrate_to_chat_id-2.json", { type: "migrated" }],
  ["edited_message.json", { type: "edited" }],
])("%s means %o", (file, expected) => {
  expect(updateToEvent(read(file), bot, new Date())).toMatchObject({ kind: "event", event: expected });
});

it.skipIf(!there).each(["grammy", "telegraf"] as const)(
  "all of them pass through %s without an ERROR",
  async (library) => {
    const harness = await startHarness({ library, mode: "webhook" });
    try {
      for (const file of files) {
        const { update_id: _, ...recorded } = read(file);
        const kind = Object.keys(recorded)[0];
        const update = JSON.stringify({ update_id: 1 + files.indexOf(file), ...recorded });
        const response = await harness.deliver(update);
        expect({ file, kind, status: response.status }).toEqual({ file, kind, status: 200 });
      }
      await until(() => harness.events.length > 10);
      expect(harness.logs.atLeast(50)).toEqual([]);
    } finally {
      await harness.stop();
    }
  },
);
