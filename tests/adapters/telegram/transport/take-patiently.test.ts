import type { Update } from "@grammyjs/types";
import { expect, it } from "vitest";
import { takePatiently } from "../../../../src/adapters/telegram/transport/take-patiently.ts";
import { memoryLogger } from "../harness.ts";

const update = { update_id: 7 } as Update;

it("gives no update up while our own side is down", async () => {
  const { logger, atLeast } = memoryLogger();
  let tries = 0;
  const taken = await takePatiently(update, {
    take: async () => {
      if (++tries < 4) throw new Error("no database");
    },
    isHealthy: async () => false,
    logger,
    signal: new AbortController().signal,
  });
  expect({ taken, tries }).toEqual({ taken: true, tries: 4 });
  expect(atLeast(50)).toEqual([]);
});

it("leaves the update unconfirmed when it has to stop in between", async () => {
  const { logger } = memoryLogger();
  const stopping = new AbortController();
  const taken = await takePatiently(update, {
    take: async () => {
      stopping.abort();
      throw new Error("no database");
    },
    isHealthy: async () => true,
    logger,
    signal: stopping.signal,
  });
  expect(taken).toBe(false);
});
