import type { Origin } from "./inbound.ts";
import { isPayload, type Payload, word } from "./payload.ts";

/** What a modal of ours carries in its private_metadata. */
export interface FormState {
  form: string;
  args: string[];
  /** Names the files that the form was opened with. */
  draft?: string;
  /** The hash under which it was submitted while that is being worked on: submitted again, it is the same. */
  underWork?: string;
  /** Where the form was opened, so that its result is shown there. */
  origin: Origin | null;
}

/** Slack's limit of private_metadata. */
const maxMetadata = 3000;

/** Arguments that don't fit are cut, the longest first: what a person reads stands in the fields anyway. */
export const encodeFormState = ({ form, args, draft, underWork, origin }: FormState): string => {
  const fitting = [...args];
  const encoded = (): string =>
    JSON.stringify({
      f: form,
      a: fitting,
      ...(draft ? { d: draft } : {}),
      ...(underWork ? { h: underWork } : {}),
      ...(origin ? { c: origin.channelId, t: origin.threadTs } : {}),
    });
  while (encoded().length > maxMetadata) {
    const longest = fitting.reduce(
      (best, arg, index) => (arg.length > (fitting[best] ?? "").length ? index : best),
      0,
    );
    const text = fitting[longest] ?? "";
    if (!text) throw new Error(`the arguments of form ${form} don't fit into a Slack modal; pass ids only`);
    fitting[longest] = text.slice(0, Math.floor(text.length * 0.9));
  }
  return encoded();
};

export const formState = (view: Payload): FormState => {
  const state = parse(word(view, "private_metadata"));
  const channelId = word(state, "c");
  return {
    form: word(state, "f"),
    args: Array.isArray(state.a) ? state.a.filter((arg) => typeof arg === "string") : [],
    ...(word(state, "d") ? { draft: word(state, "d") } : {}),
    ...(word(state, "h") ? { underWork: word(state, "h") } : {}),
    origin: channelId ? { channelId, threadTs: word(state, "t") || null } : null,
  };
};

const parse = (metadata: string): Payload => {
  try {
    const parsed: unknown = JSON.parse(metadata);
    return isPayload(parsed) ? parsed : {};
  } catch {
    return {};
  }
};
