import { startDemonstration } from "../demonstration/start-demonstration.ts";
import { createLogger } from "../log.ts";

/** `cli demo`: the main job from photo to rating, printed. */
export const demo = async (): Promise<number> => {
  const logger = createLogger({ level: "warn", pretty: process.stdout.isTTY });
  const demonstration = await startDemonstration({ logger, onFatal: (fault) => logger.fatal(fault.message) });
  process.stdout.write(`${demonstration.transcript}\n`);
  await demonstration.stop();
  return 0;
};
