import { expect, it } from "vitest";
import type { Audience, CommandRoute } from "../../../src/chat/route.ts";
import { startHarness, until } from "./harness.ts";

const command = (
  name: string,
  audience: Audience,
  platforms: CommandRoute["platforms"] = ["telegram"],
  inGroups?: CommandRoute["inGroups"],
) => ({
  kind: "command" as const,
  name,
  platforms,
  audience,
  ...(inGroups ? { inGroups } : {}),
  description: `commands.${name}`,
  handle: async () => {},
});

it("lists commands by chat and language, and sets nothing twice", async () => {
  const harness = await startHarness(
    { library: "grammy", mode: "polling" },
    {
      commands: [
        command("start", "everybody"),
        command("request", "contractor", ["telegram"], "everybody"),
        command("topic", "administrator", ["telegram"], "administrators"),
        command("new", "resident"),
        command("today", "staff"),
        command("report", "administrator", ["slack"]),
      ],
    },
  );
  try {
    const { server } = harness;
    const published = () => server.calls("getMyShortDescription").length;
    const russian = server.addUser({ languageCode: "ru" });
    const german = server.addUser({ languageCode: "de" });
    const group = server.createGroup({ title: "Дом 5", members: [russian.id, german.id] });
    for (const { id } of [russian, german]) server.privateChat(id);
    await until(() => published() === 3);
    expect(server.commandsFor(russian.id)).toEqual([
      { command: "start", description: "ru:commands.start" },
      { command: "new", description: "ru:commands.new" },
    ]);
    expect(server.commandsFor(german.id)[0]).toEqual({ command: "start", description: "en:commands.start" });
    expect(server.commandsFor(german.id, group.id).map((shown) => shown.command)).toEqual(["request"]);
    expect(server.commandsFor(russian.id, group.id)).toEqual([
      { command: "request", description: "ru:commands.request" },
      { command: "topic", description: "ru:commands.topic" },
    ]);
    const sets = () => server.calls().filter(({ method }) => method.startsWith("setMy")).length;
    // Stopping waits for what is still being set.
    await harness.adapter.stop();
    const before = sets();
    await harness.again();
    await until(() => published() === 6);
    expect(sets()).toBe(before);
    expect(harness.logs.atLeast(40)).toEqual([]);
  } finally {
    await harness.stop();
  }
});
