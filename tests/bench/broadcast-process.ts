import { type BroadcastTask, measureHere } from "./broadcast.ts";

process.once("message", async (task: BroadcastTask) => {
  const result = await measureHere(task);
  process.send?.(result, () => process.disconnect());
});
