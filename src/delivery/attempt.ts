import type { Logger } from "pino";
import type { Clock } from "../core/clock.ts";
import { firstPatientLane } from "../core/outbox/draft.ts";
import { attend } from "../core/work/people-first.ts";
import type { Channel, SendResult } from "./channel.ts";
import type { DeliveryLimits } from "./limits.ts";
import type { Pace } from "./pace.ts";
import { type PrepareDeps, type Prepared, prepare } from "./prepare.ts";
import type { Row } from "./row.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface AttemptDeps extends PrepareDeps {
  clock: Clock;
  limits: DeliveryLimits;
  logger: Pick<Logger, "error">;
}

export interface Attempt {
  verdict: Verdict;
  shown?: string;
  /** The platform's answer, where it was asked. */
  result?: SendResult;
}

/** Tries once to send a claimed row, when its turn has come. Never throws: what goes wrong is a verdict. */
export const attempt = async (
  deps: AttemptDeps,
  { channel, pace }: { channel: Channel; pace: Pace },
  row: Row,
): Promise<Attempt> => {
  // Only deaths of the process count tries without a verdict; a message that kills it must not do so for ever.
  if (row.attempts > 3 * deps.limits.tries) {
    return { verdict: { act: "dead", code: "transient", text: "the process died each time this was sent" } };
  }
  const prepared = await (row.lane >= firstPatientLane
    ? prepared_(deps, row)
    : attend(() => prepared_(deps, row)));
  if ("verdict" in prepared) return prepared;
  const { outgoing, shown } = prepared;
  const turn = await pace.turn(row.lane, row.chatId);
  const result = await answer(deps, channel, row, { ...outgoing, more: turn.more });
  turn.answered();
  const verdict = judge(row, outgoing.editMessageId, result, deps.clock.now(), deps.limits);
  return { verdict, result, ...(shown === undefined ? {} : { shown }) };
};

const prepared_ = async (deps: AttemptDeps, row: Row): Promise<Prepared | Attempt> => {
  try {
    return (await prepare(deps, row)) ?? { verdict: { act: "skipped" } };
  } catch (error) {
    deps.logger.error(
      { err: error, outboxId: row.id, cardId: row.cardId },
      "A message could not be made from what is stored",
    );
    const failure = { code: "transient", detail: messageOf(error) } as const;
    return { verdict: judge(row, undefined, { ok: false, failure }, deps.clock.now(), deps.limits) };
  }
};

const answer = async (
  deps: AttemptDeps,
  channel: Channel,
  row: Row,
  outgoing: Prepared["outgoing"],
): Promise<SendResult> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    const detail = `no answer within ${deps.limits.sendTimeoutMs} ms`;
    timer = setTimeout(
      () => resolve({ ok: false, failure: { code: "transient", detail } }),
      deps.limits.sendTimeoutMs,
    );
  });
  try {
    return await Promise.race([channel.send(outgoing), late]);
  } catch (error) {
    deps.logger.error(
      { err: error, outboxId: row.id, platform: row.platform },
      "A channel threw instead of answering",
    );
    return { ok: false, failure: { code: "transient", detail: messageOf(error) } };
  } finally {
    clearTimeout(timer);
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
