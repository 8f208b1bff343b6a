import type { CallbackQuery } from "@grammyjs/types";
import { expect, it } from "vitest";
import { createCallbackAnswers } from "../../../src/adapters/telegram/callback-answers.ts";
import { ApiError } from "../../../src/adapters/telegram/transport/api-error.ts";
import { memoryLogger, until } from "./harness.ts";

const query = { id: "q1" } as CallbackQuery;

const start = (refusal?: string) => {
  const calls: object[] = [];
  const logs = memoryLogger();
  const transport = {
    call: async (method: string, params: object) => {
      calls.push(params);
      if (refusal) throw new ApiError(method, { error_code: 400, description: refusal });
      return true as never;
    },
  };
  return { calls, logs, answers: createCallbackAnswers(transport, logs.logger, 40) };
};

it("answers once, with the words if they come in time", async () => {
  const { answers, calls } = start();
  answers.arrived(query);
  expect(answers.answer(query, { text: "Взято", alert: false })).toBe(true);
  expect(answers.answer(query)).toBe(false);
  await answers.stop();
  expect(calls).toEqual([{ callback_query_id: "q1", text: "Взято", show_alert: false }]);
});

it("answers empty when nobody does, and tells that the words came too late", async () => {
  const { answers, calls } = start();
  answers.arrived(query);
  await until(() => calls.length === 1);
  expect(answers.answer(query, { text: "Взято", alert: true })).toBe(false);
  await answers.stop();
  expect(calls).toEqual([{ callback_query_id: "q1" }]);
});

it("answers what is open when it stops", async () => {
  const { answers, calls } = start();
  answers.arrived(query);
  await answers.stop();
  expect(calls).toHaveLength(1);
});

it("takes a query that is too old for no error, anything else for a warning", async () => {
  const old = start("Bad Request: query is too old and response timeout expired or query ID is invalid");
  old.answers.answer(query);
  await old.answers.stop();
  expect(old.logs.atLeast(30)).toEqual([]);
  const other = start("Bad Request: MESSAGE_TOO_LONG");
  other.answers.answer(query);
  await other.answers.stop();
  expect(other.logs.atLeast(40)).toHaveLength(1);
});
