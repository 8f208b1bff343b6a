import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { translatePayload } from "../../../../src/adapters/slack/inbound/translate-payload.ts";
import { plain } from "../../../../src/chat/text.ts";
import { type Mode, runAdapter } from "../running-adapter.ts";
import { workspace } from "../workspace.ts";

const folder = join(process.cwd(), "../shared/specs/fixtures/slack");

const jsonFiles = (): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".json"));

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, file), "utf8"));

/** As it lies there, without its Socket Mode envelope, and as the event of an envelope. */
const readings = (payload: Record<string, unknown>): unknown[] => [
  payload,
  payload.payload,
  { type: "event_callback", event_id: "Ev1", event: payload },
];

describe.skipIf(!existsSync(folder))("recorded payloads of Slack", () => {
  it("are all read without a crash, and give events with an id and a sender", () => {
    const files = jsonFiles();
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      for (const staffChannel of ["C111", "G111", "CSTAFF"]) {
        for (const reading of readings(read(file))) {
          const inbound = translatePayload(reading, { ...workspace, staffChannel });
          if (!inbound) continue;
          expect(inbound.event.id, file).toMatch(/^slack:T1:.+/);
          expect(inbound.event.sender.externalId, file).not.toBe("");
        }
      }
    }
  });

  it.each([
    ["event-message.json", "message"],
    ["event-message-file_share.json", "message"],
    ["event-message-thread_broadcast.json", "message"],
    ["event-message-message_changed.json", null],
    ["event-message-message_deleted.json", null],
    ["event-message-bot_message.json", null],
    ["event-app_mention.json", null],
    ["block_actions.json", "tap"],
    ["slash_command.json", "command"],
    ["java-message_action.json", "form-opened"],
    ["view_closed.json", null],
  ])("%s is read as %s", (file, type) => {
    const payload = read(file);
    const channel = (payload.event as { channel?: string } | undefined)?.channel ?? "C111";
    const inbound = translatePayload(payload, { ...workspace, staffChannel: channel });
    expect(inbound?.event.type ?? null).toBe(type);
  });

  it.each<Mode>(["socket", "http"])(
    "are all taken over %s without an ERROR in the log",
    async (mode) => {
      const running = await runAdapter(mode);
      try {
        running.answer(() => ({ notice: { text: plain("seen"), urgency: "info" } }));
        for (const file of jsonFiles()) {
          const payload = read(file);
          const outcome =
            typeof payload.command === "string"
              ? await running.slack.rawCommand(payload)
              : await (isInteraction(payload)
                  ? running.slack.rawInteraction(payload)
                  : running.slack.rawEvent(payload));
          expect(outcome, file).toMatchObject({ status: "acked" });
        }
        expect(running.events.length).toBeGreaterThanOrEqual(5);
        expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
      } finally {
        await running.stop();
      }
    },
    60_000,
  );
});

const isInteraction = (payload: Record<string, unknown>): boolean =>
  "trigger_id" in payload || "view" in payload || "actions" in payload || "submission" in payload;
