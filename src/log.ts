import { type Logger, pino } from "pino";
import type { Config } from "./config.ts";

/** JSON lines; at a terminal, lines that people read. */
export const createLogger = ({ level, pretty }: Config["log"]): Logger =>
  pino({
    level,
    ...(pretty
      ? {
          transport: {
            target: "pino-pretty",
            options: { ignore: "pid,hostname", translateTime: "HH:MM:ss" },
          },
        }
      : {}),
  });
