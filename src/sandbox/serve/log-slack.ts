import type { LogEntry } from "../page/wire.ts";
import type { JournalEntry } from "../slack/journal.ts";

type Line = Omit<LogEntry, "id">;

export interface SlackLine {
  /** Lines of one key are one line, the later ones say how it ended. */
  key?: string;
  line: Line;
}

interface Payload {
  type?: string;
  command?: string;
  text?: string;
  event?: { type?: string; subtype?: string; text?: string; reaction?: string };
  actions?: { type?: string; text?: { text?: string }; value?: string }[];
  view?: { title?: { text?: string } };
}

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};

/** A line of the log for an entry of the local Slack's journal; most have none. */
export const slackLine = ({ at, kind, data }: JournalEntry): SlackLine | undefined => {
  const time = Date.parse(at);
  if (kind === "delivery") {
    const { delivery, attempt, payload } = data as { delivery: string; attempt: number; payload: Payload };
    const line: Line = {
      platform: "slack",
      at: time,
      direction: "in",
      title: payload.event?.type ?? payload.command ?? payload.type ?? "event",
      detail: cut(detailOf(payload)),
      ok: true,
      json: payload,
    };
    return { key: `${delivery}/${attempt}`, line };
  }
  if (kind !== "api_call") return undefined;
  const { method, params, status, response, fault } = data as {
    method: string;
    params: Record<string, unknown>;
    status: number;
    response?: { ok?: boolean; error?: string };
    fault?: string;
  };
  const ok = status === 200 && response?.ok === true;
  return {
    line: {
      platform: "slack",
      at: time,
      direction: "out",
      title: method,
      detail: cut(
        ok
          ? String(params.text ?? params.filename ?? params.user ?? "")
          : (response?.error ?? `HTTP ${status}`),
      ),
      ok,
      json: { params: readable(params), response, ...(fault ? { fault } : {}) },
    },
  };
};

/** How a delivery ended, for the line under the key. */
export const slackEnding = ({
  kind,
  data,
}: JournalEntry): { key: string; ok: boolean; ms: number } | undefined => {
  if (kind !== "ack" && kind !== "ack_failed") return undefined;
  const { delivery, attempt, ms } = data as { delivery: string; attempt: number; ms: number };
  return { key: `${delivery}/${attempt}`, ok: kind === "ack", ms: Math.round(ms) };
};

const detailOf = ({ event, actions, view, text }: Payload): string => {
  const [action] = actions ?? [];
  if (action) return action.text?.text ?? action.value ?? action.type ?? "";
  return event?.text ?? event?.reaction ?? text ?? view?.title?.text ?? "";
};

/** Parameters that came as JSON in a form are shown as what they mean. */
const readable = (params: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value !== "string" || !/^[[{]/.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
