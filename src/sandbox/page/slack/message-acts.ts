import { inSlack } from "../api.ts";
import { app, readSlack } from "../app.ts";
import { toast } from "../toast.ts";
import type { Json } from "../wire.ts";
import { say } from "../words.ts";
import type { Acts } from "./elements.ts";
import { isJson, textOf, word } from "./read.ts";

interface Outcome {
  ok: boolean;
  error?: string;
}

/** Slack's words when an app does not answer. */
export const tellOutcome = (outcome: Outcome): void => {
  if (outcome.ok) return;
  toast(
    say(outcome.error === "operation_timeout" ? "sandbox.slack.timeout" : "sandbox.slack.failed"),
    "sl-toasts",
  );
};

export const peopleAndChannels = (): Pick<Acts, "people" | "channels"> => ({
  people: (app.overview?.people ?? [])
    .filter(({ isBot }) => !isBot)
    .map(({ id, realName }) => ({ id, name: realName })),
  channels: (app.slack.screen?.places ?? []).filter(({ kind }) => kind === "channel"),
});

/** What pressing in a message or in App Home does. */
export const pressingIn = (where: { channel: string; ts: string } | { in: "home" }): Acts => ({
  press: async (block, element, value) => {
    const outcome = await inSlack<Outcome>("press", {
      user: app.slack.user,
      ...where,
      blockId: block.block_id,
      actionId: element.action_id,
      ...(value === undefined ? {} : { value }),
    }).catch((error: unknown): Outcome => {
      toast(String(error), "sl-toasts");
      return { ok: true };
    });
    tellOutcome(outcome);
    await readSlack();
  },
  valueOf: (_block, element) => initialOf(element),
  fill: () => undefined,
  suggest: async () => [],
  errorOf: () => undefined,
  ...peopleAndChannels(),
});

/** What an element holds before anybody touched it, as a person would name it. */
export const initialOf = (element: Json): unknown => {
  const { initial_option, initial_options } = element;
  if (isJson(initial_option)) return word(initial_option.value);
  if (Array.isArray(initial_options)) return initial_options.filter(isJson).map(({ value }) => word(value));
  const [, value] = Object.entries(element).find(([name]) => name.startsWith("initial_")) ?? [];
  return value ?? "";
};

/** What state.values says that an element holds, as a person would name it. */
export const heldOf = (state: unknown): unknown => {
  if (!isJson(state)) return "";
  const [, value] = Object.entries(state).find(([name]) => name !== "type") ?? [];
  if (isJson(value)) return word(value.value);
  if (Array.isArray(value)) return value.map((item) => (isJson(item) ? word(item.value) : item));
  return value ?? "";
};

export const titleOf = (view: Json): string => textOf(view.title);
