import { LogLevel } from "@slack/bolt";
import type { Logger } from "pino";

type BoltLogger = NonNullable<
  NonNullable<ConstructorParameters<typeof import("@slack/bolt").App>[0]>["logger"]
>;

/**
 * Bolt's and its clients' messages in our log. Their errors are warnings here: they are about connections and single
 * calls, which are tried again. What needs a person is logged by us.
 */
export const boltLogger = (logger: Logger): BoltLogger => {
  const log = logger.child({ library: "bolt" });
  const text = (message: unknown[]): string =>
    message.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
  return {
    // Their debug messages hold whole payloads, with what people wrote.
    debug: () => undefined,
    info: (...message) => log.debug(text(message)),
    warn: (...message) => log.warn(text(message)),
    error: (...message) => log.warn(text(message)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
};
