import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { borrowTurns, lendTurns } from "../../src/database/lend-turns.ts";
import { turnstile } from "../../src/database/turnstile.ts";

const lent = () => {
  const turns = turnstile(1);
  const { port1, port2 } = new MessageChannel();
  lendTurns(port1, turns);
  return { turns, port: port2, borrowed: borrowTurns(port2) };
};

test("turns here and over there come one after another, in the order they were asked for", async () => {
  const { turns, borrowed, port } = lent();
  const order: string[] = [];
  let inside = 0;
  const take = async (name: string, from: typeof turns) => {
    const leave = await from.enter();
    inside += 1;
    expect(inside).toBe(1);
    await new Promise(setImmediate);
    order.push(name);
    inside -= 1;
    leave();
  };
  await Promise.all([take("there 1", borrowed), take("there 2", borrowed)]);
  const leave = await turns.enter();
  const there = take("there 3", borrowed);
  // Its wish has arrived before this thread asks once more.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const here = take("here", turns);
  leave();
  await Promise.all([there, here]);
  expect(order).toEqual(["there 1", "there 2", "there 3", "here"]);
  port.close();
});

test("a thread that is no more gives its turn back, and one that it waits for is not kept for it", async () => {
  const { turns, borrowed, port } = lent();
  await borrowed.enter();
  const next = turns.enter();
  port.close();
  (await next)();
  await turns.idle();

  const other = lent();
  const leave = await other.turns.enter();
  void other.borrowed.enter();
  await new Promise((resolve) => setTimeout(resolve, 20));
  other.port.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  leave();
  await other.turns.idle();
});
