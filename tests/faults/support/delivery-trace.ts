import type { SlackServer } from "../../../src/sandbox/slack/server.ts";

/** How Slack's events were delivered: the server's own journal is too short for a long run. */
export interface DeliveryTrace {
  /** The attempts to deliver what has these words in it, for the message of a failure. */
  of(words: string): string;
  /** Something else that helps to understand what happened, such as a death. */
  note(words: string): void;
}

interface Line {
  at: number;
  delivery: string;
  text: string;
  tokens: string;
}

const kinds = new Set(["delivery", "ack", "ack_failed", "delivery_lost"]);

export const traceDeliveries = (slack: SlackServer): DeliveryTrace => {
  const lines: Line[] = [];
  const add = (delivery: string, text: string, tokens = ""): void =>
    void lines.push({ at: Date.now(), delivery, text, tokens });
  slack.onEvent(({ kind, data }) => {
    if (!kinds.has(kind)) return;
    const { delivery = "", attempt = "", reason = "", payload } = data as Record<string, unknown>;
    const tokens = [...new Set(JSON.stringify(payload ?? "").match(/zq\d{5}/g))].join(" ");
    add(String(delivery), `${kind} ${attempt} ${reason}`, tokens);
  });
  return {
    note: (words) => add("", words),
    of: (words) => {
      const ids = new Set(
        lines.filter(({ tokens }) => tokens.includes(words)).map(({ delivery }) => delivery),
      );
      const own = lines.filter(({ delivery }) => ids.has(delivery));
      const from = (own[0]?.at ?? 0) - 2_000;
      const to = (own.at(-1)?.at ?? 0) + 2_000;
      return lines
        .filter(({ at, delivery }) => ids.has(delivery) || (delivery === "" && at >= from && at <= to))
        .map(({ at, delivery, text }) => `${at % 1_000_000} ${delivery} ${text}`)
        .join("; ");
    },
  };
};
