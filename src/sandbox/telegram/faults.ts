import type { Args } from "./http/args.ts";
import type { Journal } from "./world/journal.ts";

/** Whether the call takes effect before it goes wrong. */
type Effect = "none" | "applied";

/** Which calls go wrong; without a method, every call but getUpdates. */
interface FaultTarget {
  method?: string | string[];
  chatId?: number;
  /** How many calls; 1 unless given. */
  times?: number;
  /** How many matching calls pass unharmed before. */
  skip?: number;
}

type FaultAction =
  | { answer: "rate-limited"; retryAfter: number }
  | { answer: "forbidden"; description?: string }
  | { answer: "bad-request"; description: string }
  | { answer: "server-error"; code?: number; effect?: Effect }
  /** No answer for `ms` (or until the client gives up), then the connection is closed. */
  | { answer: "hang"; ms?: number; effect?: Effect }
  | { answer: "drop"; effect?: Effect }
  /** Works, but late. */
  | { answer: "delay"; ms: number };

export type Fault = FaultTarget & FaultAction;

export interface FaultHandle {
  /** How many calls it still waits for. */
  remaining(): number;
  cancel(): void;
}

export interface Faults {
  add(fault: Fault): FaultHandle;
  clear(): void;
  /** The fault that this call meets, counted down. */
  take(method: string, args: Args): FaultAction | undefined;
}

/** No faults until some are added; the oldest that matches goes first. */
export function createFaults(journal: Journal): Faults {
  let rules: { fault: Fault; left: number; skip: number }[] = [];
  return {
    add(fault) {
      const rule = { fault, left: fault.times ?? 1, skip: fault.skip ?? 0 };
      rules.push(rule);
      return {
        remaining: () => (rules.includes(rule) ? rule.left : 0),
        cancel() {
          rules = rules.filter((other) => other !== rule);
        },
      };
    },
    clear() {
      rules = [];
    },
    take(method, args) {
      const rule = rules.find((candidate) => matches(candidate.fault, method, args));
      if (!rule) return undefined;
      if (rule.skip > 0) {
        rule.skip -= 1;
        return undefined;
      }
      rule.left -= 1;
      if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
      journal.emit({ type: "fault", text: `${method}: ${rule.fault.answer}` });
      return rule.fault;
    },
  };
}

function matches(fault: Fault, method: string, args: Args): boolean {
  const wanted = typeof fault.method === "string" ? [fault.method] : fault.method;
  if (wanted ? !wanted.includes(method) : method === "getUpdates") return false;
  return fault.chatId === undefined || args.integer("chat_id") === fault.chatId;
}
