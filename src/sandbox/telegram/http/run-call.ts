import type { Faults } from "../faults.ts";
import type { FloodGate } from "../flood.ts";
import { refuseLoggedOut } from "../methods/profile.ts";
import { findMethod } from "../methods/registry.ts";
import { badRequest, forbidden, Refusal, tooManyRequests } from "../refusal.ts";
import type { ApiCall } from "../world/events.ts";
import type { World } from "../world/world.ts";
import { type Args, readableParams } from "./args.ts";

interface IncomingCall {
  method: string;
  args: Args;
  via: ApiCall["via"];
  /** Aborted when the caller has gone. */
  signal: AbortSignal;
}

/** What goes back; `null` closes the connection without an answer. */
type CallAnswer = { status: number; body: unknown } | null;

export interface CallRunner {
  run(call: IncomingCall): Promise<CallAnswer>;
}

/** Runs calls against the world: injected faults first, then the platform's checks, then the method; logs each. */
export function createCallRunner(world: World, faults: Faults, flood: FloodGate): CallRunner {
  return {
    async run(call) {
      const startedAt = world.clock.now();
      const began = performance.now();
      const name = findMethod(call.method)?.name ?? call.method;
      const fault = faults.take(name, call.args);
      let answer: CallAnswer;
      switch (fault?.answer) {
        case undefined:
          answer = await answerTo(world, flood, call);
          break;
        case "delay":
          await pause(fault.ms, call.signal);
          answer = await answerTo(world, flood, call);
          break;
        case "rate-limited":
          answer = refused(tooManyRequests(fault.retryAfter));
          break;
        case "forbidden":
          answer = refused(forbidden(fault.description ?? "bot was blocked by the user"));
          break;
        case "bad-request":
          answer = refused(badRequest(fault.description));
          break;
        case "server-error":
          if (fault.effect === "applied") await answerTo(world, flood, call);
          answer = refused(serverError(fault.code ?? 500));
          break;
        case "hang":
          if (fault.effect === "applied") await answerTo(world, flood, call);
          await pause(fault.ms ?? 2 ** 31 - 1, call.signal);
          answer = null;
          break;
        case "drop":
          if (fault.effect === "applied") await answerTo(world, flood, call);
          answer = null;
      }
      const logged: ApiCall = {
        method: name,
        params: readableParams(call.args),
        files: [...call.args.files].map(([field, file]) => ({
          field,
          name: file.name,
          size: file.bytes.length,
        })),
        via: call.via,
        status: answer && !call.signal.aborted ? answer.status : 0,
        response: answer?.body,
        startedAt,
        ms: Math.round(performance.now() - began),
        ...(fault ? { fault: fault.answer } : {}),
      };
      world.journal.emit({ type: "call", call: logged });
      return answer;
    },
  };
}

async function answerTo(world: World, flood: FloodGate, call: IncomingCall): Promise<CallAnswer> {
  try {
    const found = findMethod(call.method);
    if (!found) throw new Refusal(404, "Not Found");
    refuseLoggedOut(world);
    const unknown = [...call.args.values.keys()].find((name) => !found.method.params.includes(name));
    if (world.strict && unknown !== undefined && !isAttachment(call.args, unknown)) {
      throw badRequest(`unknown parameter "${unknown}" of ${found.name}`);
    }
    const tooFast = flood(found.name, call.args.integer("chat_id"), countOf(call.args));
    if (tooFast) throw tooFast;
    const result = await found.method.run({ world, args: call.args, signal: call.signal });
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    const reason = error instanceof Error ? error.stack : String(error);
    world.journal.emit({ type: "fault", text: `${call.method} failed in the local server: ${reason}` });
    return refused(serverError(500));
  }
}

/** The body of a refusal. */
export function refused(refusal: Refusal): { status: number; body: unknown } {
  const { code, message: description, parameters } = refusal;
  const body = { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) };
  return { status: code, body };
}

function serverError(code: number): Refusal {
  const texts: Record<number, string> = {
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
  };
  return new Refusal(code, texts[code] ?? "Internal Server Error");
}

/** Telegraf puts what attach:// refers to into parts named by itself. */
function isAttachment(args: Args, name: string): boolean {
  return [...args.values.values()].some((value) => value.includes(`attach://${name}`));
}

function countOf(args: Args): number {
  const list = args.optional("media") ?? args.optional("message_ids");
  if (!list?.startsWith("[")) return 1;
  try {
    return (JSON.parse(list) as unknown[]).length || 1;
  } catch {
    return 1;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) resolve();
  });
}
