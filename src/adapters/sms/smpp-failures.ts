import type { Failure } from "../../delivery/channel.ts";

// SMPP 3.4, 5.1.3
const names: Readonly<Record<number, string>> = {
  8: "ESME_RSYSERR",
  10: "ESME_RINVSRCADR",
  11: "ESME_RINVDSTADR",
  13: "ESME_RBINDFAIL",
  14: "ESME_RINVPASWD",
  20: "ESME_RMSGQFUL",
  69: "ESME_RSUBMITFAIL",
  88: "ESME_RTHROTTLED",
};

const invalidDestination = 11;
const toWait = new Set([20, 88]);
const passing = new Set([8, 13, 14, 69]);

/** How long an SMSC that is too busy is left in peace; the protocol names no time. */
const waitMs = 2000;

/** An SMSC's refusals in the words of the delivery. */
export const failureOfStatus = (status: number): Failure => {
  const detail = names[status] ?? `SMPP status 0x${status.toString(16).padStart(8, "0")}`;
  if (status === invalidDestination) return { code: "unreachable", reason: "bounced" };
  if (toWait.has(status)) return { code: "rate-limited", retryAfterMs: waitMs, scope: "bot" };
  if (passing.has(status)) return { code: "transient", detail };
  return { code: "rejected", detail };
};
