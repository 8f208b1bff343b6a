import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import type { Logger } from "pino";
import { isPayload, word } from "../inbound/payload.ts";
import type { InFlight } from "./in-flight.ts";

/** Slack wants an answer within 3 s, or shows whoever pressed or typed an error; this leaves time for the way. */
const ackWithinMs = 2_600;

export interface DeferredAckParts {
  receiver: Receiver;
  inFlight: InFlight;
  logger: Logger;
  concerns(body: unknown): boolean;
}

/**
 * A receiver whose acknowledgement means "taken": it goes out when the work is committed, so that Slack delivers
 * again what a crash interrupted; that of a press or a command at the latest in time for Slack. An event that takes
 * longer comes twice, which its claim bears. Bolt itself acknowledges events at once.
 */
export const deferAck = ({ receiver, inFlight, logger, concerns }: DeferredAckParts): Receiver => ({
  init: (app) => {
    const processEvent = async (event: ReceiverEvent): Promise<void> => {
      if (inFlight.draining()) return;
      if (!concerns(event.body)) return event.ack();
      await inFlight.run(() => take(app, event, logger));
    };
    receiver.init({ processEvent } as unknown as App);
  },
  start: () => receiver.start(),
  stop: () => receiver.stop(),
});

const take = async (app: App, event: ReceiverEvent, logger: Logger): Promise<void> => {
  let acked = false;
  const ack = async (answer?: unknown): Promise<void> => {
    if (acked) return;
    acked = true;
    clearTimeout(timer);
    await event.ack(answer);
  };
  const ackInTime = (): void => {
    ack().catch((error: unknown) => logger.warn({ err: error }, "an acknowledgement could not be sent"));
  };
  const isEvent = isPayload(event.body.event);
  // A submitted modal is answered by its own deadline: an empty answer would close it.
  const waits = isEvent || event.body.type === "view_submission";
  const timer = waits ? undefined : setTimeout(ackInTime, ackWithinMs);
  try {
    await app.processEvent({ ...event, ack: isEvent ? noAck : ack });
    await ack();
  } catch (error) {
    // A connection that dropped before the answer is the network's doing: Slack delivers again over the next one.
    const dropped =
      (error as { code?: unknown } | null)?.code === "slack_socket_mode_send_while_not_ready_error";
    logger[dropped ? "warn" : "error"](
      {
        err: error,
        type: word(event.body, "type") || "command",
        eventId: word(event.body, "event_id") || undefined,
      },
      "something from Slack could not be taken; it is not acknowledged, so that Slack delivers it again",
    );
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

const noAck = async (): Promise<void> => undefined;
