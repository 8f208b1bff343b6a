import { expect, test, vi } from "vitest";
import { arePeopleAround, attend, peopleFirst, receive } from "../../../src/core/work/people-first.ts";

const promiseOf = () => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

test("bulk work stands by until everybody is answered", async () => {
  const [first, second] = [promiseOf(), promiseOf()];
  const answers = [attend(() => first.promise), attend(() => second.promise)];
  const order: string[] = [];
  const bulk = peopleFirst().then(() => order.push("bulk"));
  await turns(3);
  first.resolve();
  await answers[0];
  await turns(3);
  order.push("second");
  second.resolve();
  await bulk;
  expect(order).toEqual(["second", "bulk"]);
});

test("bulk work goes on while people never stop coming", async () => {
  const never = promiseOf();
  const answer = attend(() => never.promise);
  await peopleFirst();
  never.resolve();
  await answer;
});

test("somebody whose answer fails holds nobody up", async () => {
  await expect(attend(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  let passed = false;
  const bulk = peopleFirst().then(() => {
    passed = true;
  });
  await turns(2);
  expect(passed).toBe(true);
  await bulk;
});

test("people are around for some seconds after they came", async () => {
  const later = process.uptime() + 10;
  const clock = vi.spyOn(process, "uptime").mockReturnValue(later);
  await attend(async () => {});
  expect(arePeopleAround()).toBe(false);
  await receive(async () => {});
  expect(arePeopleAround()).toBe(true);
  clock.mockReturnValue(later + 4);
  expect(arePeopleAround()).toBe(false);
});
