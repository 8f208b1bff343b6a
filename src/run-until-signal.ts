import type { Logger } from "pino";

const stopWithinMs = 10_000;
const lingerMs = 500;

/** Runs until SIGINT, SIGTERM or a fatal fault; stops within 10 s. A second signal stops at once. */
export const runUntilSignal = async (
  logger: Logger,
  start: (onFatal: (fault: Error) => void) => Promise<{ stop(): Promise<void> }>,
): Promise<void> => {
  const ended = endOf(logger);
  let exitCode = 0;
  try {
    const running = await start(ended.fatal);
    logger.info("Domovoy is running");
    exitCode = await ended.reason;
    logger.info("stopping: what is in hand is finished first");
    const late = setTimeout(() => {
      logger.error("could not stop within 10 s; what was in hand is taken up at the next start");
      process.exit(1);
    }, stopWithinMs);
    await running.stop();
    clearTimeout(late);
    logger.info("stopped");
  } catch (error) {
    logger.fatal({ err: error }, error instanceof Error ? error.message : String(error));
    exitCode = 1;
  }
  process.exitCode = exitCode;
  // A call that hangs, or what a failed start had opened already, must not keep the process.
  setTimeout(() => process.exit(), lingerMs).unref();
};

const endOf = (logger: Logger) => {
  let end: (exitCode: number) => void = () => undefined;
  const reason = new Promise<number>((resolve) => {
    end = resolve;
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      end(0);
    });
  }
  return {
    reason,
    fatal: (fault: Error): void => {
      logger.fatal(fault.message);
      end(1);
    },
  };
};
