import type { Logger } from "pino";
import { smsParts } from "../../core/contacts/sms-segments.ts";
import { failureOfStatus } from "./smpp-failures.ts";
import { createSmppLine, type SmppLine } from "./smpp-line.ts";
import { readDelivery } from "./smpp-receipt.ts";
import type { ShortMessage, SmsGateway, Submitted } from "./sms-gateway.ts";

export interface SmppConfig {
  host: string;
  port: number;
  tls: boolean;
  systemId: string;
  password: string;
  /** Whom the message comes from: a number or a name; empty: as the SMSC decides. */
  from: string;
}

/** Carries short messages over a line to an SMSC (SMPP 3.4), which is opened when it is needed. */
export const createSmppGateway = (config: SmppConfig, logger: Pick<Logger, "info" | "warn">): SmsGateway => {
  let heard: Parameters<SmsGateway["listen"]>[0] = () => undefined;
  const line: SmppLine = createSmppLine(config, logger, (pdu) => {
    const told = readDelivery(pdu);
    if (told) heard(told);
  });
  return {
    tellsReceipts: true,
    submit: (message) => submitParts(line, config, message),
    listen: (listener) => {
      heard = listener;
      // Receipts of an earlier process come as soon as the line is open.
      line.open();
    },
    stop: line.close,
  };
};

/** A receipt is asked for each part: a phone shows a joined message only when it has all of them. */
const submitParts = async (line: SmppLine, config: SmppConfig, message: ShortMessage): Promise<Submitted> => {
  const { alphabet, parts } = smsParts(message.text);
  const gatewayIds: string[] = [];
  for (const [index, part] of parts.entries()) {
    const answer = await line.submit({
      ...sourceOf(config.from),
      dest_addr_ton: international,
      dest_addr_npi: isdn,
      destination_addr: message.to.replace(/^\+/, ""),
      data_coding: alphabet === "gsm-7" ? smscDefault : ucs2,
      registered_delivery: 1,
      short_message: {
        message: part,
        ...(parts.length > 1 ? { udh: joinedHeader(message.id, parts.length, index) } : {}),
      },
    });
    if ("failure" in answer) return { ok: false, failure: answer.failure };
    if (answer.command_status !== 0) return { ok: false, failure: failureOfStatus(answer.command_status) };
    gatewayIds.push(answer.message_id ?? "");
  }
  return { ok: true, gatewayIds };
};

const smscDefault = 0;
const ucs2 = 8;
const international = 1;
const alphanumeric = 5;
const isdn = 1;

const sourceOf = (from: string) => {
  if (from === "") return {};
  const number = /^\+?\d+$/.test(from);
  return {
    source_addr_ton: number ? international : alphanumeric,
    source_addr_npi: number ? isdn : 0,
    source_addr: from.replace(/^\+/, ""),
  };
};

/** 3GPP TS 23.040, 9.2.3.24.1: which message, of how many parts, which one. */
const joinedHeader = (id: number, total: number, index: number): Buffer =>
  Buffer.from([5, 0, 3, id & 0xff, total, index + 1]);
