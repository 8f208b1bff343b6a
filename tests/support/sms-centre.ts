import type { AddressInfo } from "node:net";
import { createServer, type Pdu, type Session } from "smpp";

export interface TakenPart {
  id: string;
  from: string;
  to: string;
  text: string;
  coding: number;
  /** Its place in a joined message: [reference, of how many, which one]; null: it stands alone. */
  joined: [number, number, number] | null;
  wantsReceipt: boolean;
}

/** A real SMSC that keeps what it takes. */
export interface SmsCentre {
  url: string;
  port: number;
  taken: TakenPart[];
  /** How many clients logged in. */
  logins(): number;
  /** The next submissions are answered with these statuses, one each. */
  refuse(...statuses: number[]): void;
  /** The next submission is never answered: the line breaks instead. */
  breakLine(): void;
  /** Says what became of a message, as most SMSCs word it. */
  receipt(id: string, state: string): Promise<void>;
  /** Somebody writes back. */
  answers(from: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

export const startSmsCentre = async (port = 0): Promise<SmsCentre> => {
  const taken: TakenPart[] = [];
  const statuses: number[] = [];
  const sessions = new Set<Session>();
  let breaks = false;
  let logins = 0;
  const server = createServer((session) => {
    session.on("error", () => undefined);
    session.on("close", () => sessions.delete(session));
    session.on("bind_transceiver", (pdu: Pdu) => {
      const right = pdu.system_id === "office" && pdu.password === "secret";
      session.send(pdu.response(right ? {} : { command_status: 14 }));
      if (!right) return;
      logins += 1;
      sessions.add(session);
    });
    session.on("unbind", (pdu: Pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on("enquire_link", (pdu: Pdu) => session.send(pdu.response()));
    session.on("submit_sm", (pdu: Pdu) => {
      if (breaks) {
        breaks = false;
        return session.destroy();
      }
      const status = statuses.shift();
      if (status) return session.send(pdu.response({ command_status: status }));
      const id = `m${taken.length + 1}`;
      taken.push(readPart(id, pdu));
      return session.send(pdu.response({ message_id: id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const { port: listening } = server.address() as AddressInfo;
  const deliver = async (fields: Record<string, unknown>): Promise<void> => {
    const [session] = sessions;
    if (!session) throw new Error("nobody is logged in");
    await new Promise<void>((resolve) => session.deliver_sm(fields, () => resolve()));
  };
  return {
    url: `smpp://office:secret@127.0.0.1:${listening}`,
    port: listening,
    taken,
    logins: () => logins,
    refuse: (...list) => void statuses.push(...list),
    breakLine: () => {
      breaks = true;
    },
    receipt: (id, state) =>
      deliver({
        esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:2611251900 done date:2611251901 stat:${state} err:000 text:`,
      }),
    answers: (from, text) => deliver({ source_addr: from, data_coding: 8, short_message: text }),
    stop: async () => {
      for (const session of sessions) session.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const readPart = (id: string, pdu: Pdu): TakenPart => {
  const { message = "", udh } = pdu.short_message ?? {};
  const header = Array.isArray(udh) ? udh[0] : udh;
  return {
    id,
    from: pdu.source_addr ?? "",
    to: pdu.destination_addr ?? "",
    text: String(message),
    coding: pdu.data_coding ?? -1,
    joined: header ? ([...header.subarray(-3)].map(Number) as [number, number, number]) : null,
    wantsReceipt: pdu.registered_delivery === 1,
  };
};
