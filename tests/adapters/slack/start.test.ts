import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSlack } from "../../../src/adapters/slack/slack-adapter.ts";
import type { SlackConfig } from "../../../src/adapters/slack/slack-config.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { translate } from "./words.ts";

describe("starting", () => {
  let slack: SlackServer;
  let config: SlackConfig;

  beforeAll(async () => {
    slack = await startSlackServer();
    slack.addUser({ name: "olga" });
    const staff = slack.addChannel({ name: "staff", members: ["olga"], withBot: true }).id;
    const mode = { kind: "socket", appToken: slack.appToken } as const;
    config = { botToken: slack.botToken, staffChannel: staff, apiUrl: slack.apiUrl, mode };
  });
  afterAll(() => slack.stop());

  const start = (change: Partial<SlackConfig>) =>
    startSlack({
      config: { ...config, ...change },
      take: async () => ({ first: true, language: "en" }),
      opensForm: () => false,
      translate,
      openAttachment: async () => {
        throw new Error("no attachments here");
      },
      clock: systemClock,
      logger: pino({ level: "silent" }),
    });

  it("knows the team and the bot", async () => {
    const adapter = await start({});
    expect(adapter).toMatchObject({ teamId: slack.teamId, botUserId: slack.botUserId });
    expect(adapter.handleHttp).toBeUndefined();
    await adapter.stop();
  });

  it("refuses a wrong bot token", async () => {
    await expect(start({ botToken: "xoxb-wrong" })).rejects.toThrow(/^SLACK_BOT_TOKEN: .*invalid_auth.*copy/);
  });

  it("refuses a wrong app token", async () => {
    const mode = { kind: "socket", appToken: "xapp-wrong" } as const;
    await expect(start({ mode })).rejects.toThrow(/^SLACK_APP_TOKEN: .*connections:write/);
  });

  it("refuses a staff channel that the bot is not in", async () => {
    const other = slack.addChannel({ name: "lobby", members: ["olga"] }).id;
    await expect(start({ staffChannel: other })).rejects.toThrow(
      "SLACK_STAFF_CHANNEL: the bot is not in #lobby; invite it with /invite @domovoy",
    );
    const hidden = slack.addChannel({ name: "hidden", members: ["olga"], isPrivate: true }).id;
    await expect(start({ staffChannel: hidden })).rejects.toThrow(
      /^SLACK_STAFF_CHANNEL: there is no channel/,
    );
  });

  it("says that Slack can't be reached", async () => {
    await expect(start({ apiUrl: "http://127.0.0.1:9/api/" })).rejects.toThrow(/^SLACK_API_URL: no answer/);
  });
});
