import type { Logger } from "pino";
import { connect, type Pdu, type Session } from "smpp";
import type { Failure } from "../../delivery/channel.ts";
import { failureOfStatus } from "./smpp-failures.ts";
import type { SmppConfig } from "./smpp-gateway.ts";

/** The line to an SMSC: opened when it is needed, and again when it broke. */
export interface SmppLine {
  /** Opens the line and keeps it open, so that receipts come. */
  open(): void;
  submit(fields: Record<string, unknown>): Promise<Pdu | { failure: Failure }>;
  close(): Promise<void>;
}

const answerMs = 15_000;
const aliveMs = 30_000;
const reopenMs = 5_000;

export const createSmppLine = (
  config: SmppConfig,
  logger: Pick<Logger, "info" | "warn">,
  delivered: (pdu: Pdu) => void,
): SmppLine => {
  let bound: Promise<Session> | undefined;
  let reopening: NodeJS.Timeout | undefined;
  let closed = false;
  let wanted = false;

  const bind = (): Promise<Session> =>
    new Promise((resolve, reject) => {
      const { host, port, tls } = config;
      const session = connect({ host, port, tls, auto_enquire_link_period: aliveMs });
      const timer = setTimeout(() => fail(new Error(`no answer from ${host}:${port}`)), answerMs);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        session.destroy();
        reject(error);
      };
      session.on("error", fail);
      session.on("close", () => {
        fail(new Error(`${host}:${port} closed the line`));
        lost();
      });
      session.on("enquire_link", (pdu: Pdu) => session.send(pdu.response()));
      session.on("unbind", (pdu: Pdu) => {
        session.send(pdu.response());
        session.close();
      });
      session.on("deliver_sm", (pdu: Pdu) => {
        session.send(pdu.response());
        delivered(pdu);
      });
      session.on(tls ? "secureConnect" : "connect", () => {
        session.bind_transceiver({ system_id: config.systemId, password: config.password }, (pdu) => {
          if (pdu.command_status !== 0) {
            const failure = failureOfStatus(pdu.command_status);
            return fail(
              new Error(`the SMSC refused the login: ${"detail" in failure ? failure.detail : failure.code}`),
            );
          }
          clearTimeout(timer);
          logger.info({ host, port }, "The line to the SMSC is open");
          resolve(session);
        });
      });
    });

  const line = (): Promise<Session> => {
    bound ??= bind();
    return bound;
  };

  const lost = (): void => {
    bound = undefined;
    if (closed || !wanted) return;
    clearTimeout(reopening);
    reopening = setTimeout(open, reopenMs);
  };

  const open = (): void => {
    wanted = true;
    if (closed) return;
    line().catch((error: unknown) => {
      logger.warn({ err: error }, "The line to the SMSC could not be opened; trying again. Check SMS_URL.");
      lost();
    });
  };

  return {
    open,
    submit: async (fields) => {
      let session: Session;
      try {
        session = await line();
      } catch (error) {
        bound = undefined;
        return transient(error instanceof Error ? error.message : String(error));
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(transient("the SMSC did not answer")), answerMs);
        const broken = () => resolve(transient("the line broke before the SMSC answered"));
        session.once("close", broken);
        const sent = session.submit_sm(fields, (pdu) => {
          clearTimeout(timer);
          session.off("close", broken);
          resolve(pdu);
        });
        if (!sent) resolve(transient("the line is closed"));
      });
    },
    close: async () => {
      closed = true;
      clearTimeout(reopening);
      const session = await bound?.catch(() => undefined);
      if (!session) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => session.destroy(() => resolve()), 1000);
        session.once("close", () => {
          clearTimeout(timer);
          resolve();
        });
        if (!session.unbind(() => session.close())) session.destroy();
      });
    },
  };
};

const transient = (detail: string): { failure: Failure } => ({ failure: { code: "transient", detail } });
