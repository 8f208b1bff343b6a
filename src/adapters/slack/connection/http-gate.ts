import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import type { InFlight } from "./in-flight.ts";

/** Handles a request to /slack/events; others are answered with 404. */
export type HandleHttp = (req: IncomingMessage, res: ServerResponse) => void;

const toleranceSeconds = 5 * 60;

/**
 * The process's own HTTP server hands Slack's requests over here. Bolt's receiver reads the body within its limit
 * and verifies the signature and the age; a timestamp of the future it would accept, so that is refused before.
 */
export const createHttpGate =
  (receiver: HTTPReceiver, inFlight: InFlight, logger: Logger): HandleHttp =>
  (req, res) => {
    if (inFlight.draining()) return answer(res, 503);
    if (isFromFuture(req.headers["x-slack-request-timestamp"])) {
      logger.warn(
        "a request to /slack/events is dated in the future and was refused; check the clock of this machine",
      );
      return answer(res, 401);
    }
    try {
      receiver.requestListener(req, res);
    } catch {
      // The receiver throws for paths and methods that are not its own.
      answer(res, 404);
    }
  };

const isFromFuture = (timestamp: string | string[] | undefined): boolean =>
  Number(timestamp) > Date.now() / 1000 + toleranceSeconds;

const answer = (res: ServerResponse, status: number): void => {
  if (res.headersSent) return;
  res.writeHead(status);
  res.end();
};
