import { DatabaseFault } from "./database-fault.ts";

/** Connection lost, server going down or starting, too many connections; Prisma's own words for these; Node's sockets. */
const isDown = (code: string): boolean =>
  /^(08...|57P0[1-5]|53300|P10(01|02|08|17)|P2037|ECONN.*|EPIPE|ETIMEDOUT)$/.test(code);

/** Not serializable, deadlock, lock not to be had, statement cancelled, busy; Prisma's words for these. */
const isPassing = (code: string): boolean =>
  /^(40001|40P01|55P03|57014|P2024|P2028|P2034|SQLITE_BUSY.*)$/.test(code);

/**
 * Whose fault an error is, if the database's: "down" is without end as far as we know, so that nothing can be kept;
 * "passing" goes well when it is done again, as a rule.
 */
export const databaseTrouble = (error: unknown): "down" | "passing" | undefined => {
  const codes = codesOf(error);
  if (codes.some(isDown)) return "down";
  return codes.some(isPassing) ? "passing" : undefined;
};

interface Told {
  code?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** The codes of an error and of what caused it, in SQLSTATE or the library's own. */
const codesOf = (error: unknown, depth = 0): string[] => {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { code, originalCode, message, cause, meta } = error as Told;
  const own = error instanceof DatabaseFault ? faultCode(error) : [code, originalCode];
  // The driver gives no code when the server hangs up.
  const hungUp =
    typeof message === "string" && message.startsWith("Connection terminated") ? ["ECONNRESET"] : [];
  return [
    ...own.filter((found) => typeof found === "string"),
    ...hungUp,
    ...codesOf(cause, depth + 1),
    ...codesOf(meta?.driverAdapterError, depth + 1),
  ];
};

const faultCode = ({ code }: DatabaseFault): string[] => {
  if (code === "closed" || code === "cannot-open") return ["P1001"];
  return code === "transaction-timeout" ? ["P2028"] : [];
};
