import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../../src/chat/route.ts";
import { plain } from "../../../src/chat/text.ts";
import { DatabaseFault } from "../../../src/database/database-fault.ts";
import { databases } from "../../support/databases.ts";
import { createToolkit, type Toolkit } from "../toolkit.ts";

let running = 0;
let mostAtOnce = 0;
let handled = 0;

const command = (name: string, handle: Extract<Route, { kind: "command" }>["handle"]): Route => ({
  kind: "command",
  name,
  platforms: ["telegram"],
  audience: "everybody",
  description: "",
  handle,
});

const longArgument = "a".repeat(100);

let faults: unknown[] = [];
const routes: Route[] = [
  command("count", async ({ respond }) => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    handled += 1;
    respond.reply({ blocks: [{ type: "text", text: plain("counted") }] });
  }),
  command("break", async ({ work, respond }) => {
    await work.tx.actionSpill.create({ data: { id: "left-behind", payloadSealed: "" } });
    respond.reply({ blocks: [] });
    throw new Error("a mistake in the code");
  }),
  command("stumble", async ({ respond }) => {
    const fault = faults.shift();
    if (fault) throw fault;
    respond.reply({ blocks: [{ type: "text", text: plain("done") }] });
  }),
  command("long", async ({ respond }) => {
    respond.reply({
      blocks: [],
      buttons: [[{ label: plain("Go"), do: { action: { route: "go", args: [longArgument] } } }]],
    });
  }),
  {
    kind: "action",
    name: "go",
    handle: async ({ respond }, args) => respond.notice(plain(args.join())),
  },
];

describe.each(databases)("the pipeline on $name", (database) => {
  let kit: Toolkit;
  beforeAll(async () => {
    kit = await createToolkit(database, routes);
  });
  afterAll(() => kit.close());

  const counting = () => kit.event("telegram", { type: "command", name: "count", args: "", message: {} });

  it("takes an event once, however often it comes", async () => {
    handled = 0;
    const event = counting();
    const taken = await Promise.all([kit.take(event), kit.take(event), kit.take(event)]);
    expect(taken.map(({ first }) => first).sort()).toEqual([false, false, true]);
    expect(handled).toBe(1);
    expect(await kit.sent()).toHaveLength(1);
  });

  it("handles one event of a conversation at a time", async () => {
    mostAtOnce = 0;
    await Promise.all(Array.from({ length: 5 }, () => kit.take(counting())));
    expect(mostAtOnce).toBe(1);
  });

  it("leaves nothing of a handler that fails, apologises, and does not try again", async () => {
    await kit.sent();
    const event = kit.event("telegram", { type: "command", name: "break", args: "", message: {} });
    expect(await kit.take(event)).toEqual({ first: true, language: "en" });
    const [apology, ...more] = await kit.sent();
    expect(JSON.stringify(apology)).toContain("chat.went-wrong");
    expect(more).toEqual([]);
    expect(await kit.database.read.actionSpill.findUnique({ where: { id: "left-behind" } })).toBeNull();
    expect(kit.errors).toHaveLength(1);
    expect(await kit.take(event)).toMatchObject({ first: false });
  });

  it("tries again what the database could not do in time, and what was said is not lost", async () => {
    await kit.sent();
    faults = [new DatabaseFault("transaction-timeout", "too slow"), { code: "40P01" }];
    const event = kit.event("telegram", { type: "command", name: "stumble", args: "", message: {} });
    expect(await kit.take(event)).toMatchObject({ first: true });
    expect(await kit.sent()).toEqual([{ blocks: [{ type: "text", text: plain("done") }] }]);
    expect(await kit.take(event)).toMatchObject({ first: false });
  });

  it("apologises when the database can't do it, however often it is tried", async () => {
    faults = Array.from({ length: 9 }, () => new DatabaseFault("transaction-timeout", "too slow"));
    const event = kit.event("telegram", { type: "command", name: "stumble", args: "", message: {} });
    expect(await kit.take(event)).toMatchObject({ first: true });
    expect(faults).toHaveLength(6);
    expect(JSON.stringify(await kit.sent())).toContain("chat.went-wrong");
    faults = [];
  });

  it("leaves an event to be delivered again while the database goes down or is restarted", async () => {
    for (const code of ["57P01", "57P03", "08006"]) {
      faults = [
        Object.assign(new Error("raw query failed"), { code: "P2010", cause: { originalCode: code } }),
      ];
      const event = kit.event("telegram", { type: "command", name: "stumble", args: "", message: {} });
      await expect(kit.take(event)).rejects.toThrow("raw query failed");
      expect(await kit.take(event)).toMatchObject({ first: true });
      expect(JSON.stringify(await kit.sent())).toContain("done");
    }
  });

  it("spills arguments that don't fit into a button, and finds them again", async () => {
    const [view] = (await kit.command("long")).views;
    const button = view?.buttons?.[0]?.[0];
    const token = button && "token" in button.do ? button.do.token : "";
    expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
    expect((await kit.tap(token)).taken.notice).toMatchObject({ text: plain(longArgument) });
  });

  it("says kindly that a button is out of date", async () => {
    for (const token of ["gone:1", "~nobody-knows", ""]) {
      const { taken } = await kit.tap(token);
      expect(taken.notice && kit.translate(taken.notice.text, "en")).toMatch(/out of date/);
    }
  });
});
