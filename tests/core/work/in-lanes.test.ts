import { expect, test } from "vitest";
import { inLanes } from "../../../src/core/work/in-lanes.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("so many are under way at once, and each is done once, in order", async () => {
  const begun: number[] = [];
  let [underWay, most] = [0, 0];
  await inLanes(2, [1, 2, 3, 4, 5], async (item) => {
    begun.push(item);
    underWay += 1;
    most = Math.max(most, underWay);
    await turn();
    underWay -= 1;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect([underWay, most]).toEqual([0, 2]);
});

test("after a failure nothing is begun any more, and it is thrown when the others have ended", async () => {
  const ended: number[] = [];
  const done = inLanes(2, [1, 2, 3, 4], async (item) => {
    if (item === 2) throw new Error("second");
    await turn();
    await turn();
    ended.push(item);
  });
  await expect(done).rejects.toThrow("second");
  expect(ended).toEqual([1]);
});

test("nothing to do is done", async () => {
  await inLanes(2, [], () => Promise.reject(new Error("asked")));
});
