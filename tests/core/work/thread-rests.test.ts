import { expect, test } from "vitest";
import { threadRests } from "../../../src/core/work/thread-rests.ts";

test("a thread rests three times as long as it worked", () => {
  const rests = threadRests();
  rests.resume(1000);
  rests.pause(1004);
  expect(rests.until()).toBe(1016);
  rests.resume(1016);
  rests.pause(1026);
  expect(rests.until()).toBe(1056);
});

test("short work is added up until a rest is worth a timer", () => {
  const rests = threadRests();
  rests.resume(1000);
  rests.pause(1001);
  expect(rests.until()).toBe(0);
  rests.resume(1005);
  rests.pause(1006);
  expect(rests.until()).toBe(1012);
});

test("whatever else the thread does rests with it, and long idleness is no work to rest from", () => {
  const rests = threadRests();
  rests.resume(1000);
  rests.pause(1004);
  rests.pause(1005);
  expect(rests.until()).toBe(1016);
  rests.resume(1016);
  rests.pause(9000);
  expect(rests.until()).toBe(9050);
});
