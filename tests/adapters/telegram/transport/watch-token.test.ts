import { expect, it } from "vitest";
import { ApiError } from "../../../../src/adapters/telegram/transport/api-error.ts";
import type { TelegramTransport } from "../../../../src/adapters/telegram/transport/transport.ts";
import { watchToken } from "../../../../src/adapters/telegram/transport/watch-token.ts";

it("reports a revoked token once, and other refusals not at all", async () => {
  const faults: Error[] = [];
  let refusal = { error_code: 400, description: "Bad Request: chat not found" };
  const transport = {
    call: (method: string) => Promise.reject(new ApiError(method, refusal)),
  } as unknown as TelegramTransport;
  const watched = watchToken(transport, (fault) => faults.push(fault));
  await expect(watched.call("getMe", {})).rejects.toThrow("chat not found");
  expect(faults).toEqual([]);
  refusal = { error_code: 401, description: "Unauthorized" };
  await expect(watched.call("getMe", {})).rejects.toThrow("Unauthorized");
  await expect(watched.call("getMe", {})).rejects.toThrow("Unauthorized");
  expect(faults.map((fault) => fault.message)).toEqual([expect.stringMatching(/TELEGRAM_BOT_TOKEN/)]);
});
