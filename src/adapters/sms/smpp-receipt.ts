import type { Pdu } from "smpp";
import type { SmsReceipt } from "../../core/contacts/settle-sms.ts";
import type { SmsAnswer } from "./sms-gateway.ts";

const receiptBit = 0x04;

// SMPP 3.4, 5.2.28: states that are not final (enroute, accepted) say nothing yet.
const finalStates: Readonly<Record<number, string>> = {
  2: "DELIVRD",
  3: "EXPIRED",
  4: "DELETED",
  5: "UNDELIV",
  8: "REJECTD",
};
const finalWords = new Set(Object.values(finalStates));

/**
 * What a deliver_sm tells: a receipt, by its optional parameters or by the words of appendix B, or what a person wrote.
 * Undefined: nothing that is final.
 */
export const readDelivery = (pdu: Pdu): SmsReceipt | SmsAnswer | undefined => {
  const given = pdu.short_message?.message ?? "";
  const text = Buffer.isBuffer(given) ? given.toString("latin1") : given;
  if (((pdu.esm_class ?? 0) & receiptBit) === 0) {
    return pdu.source_addr ? { from: pdu.source_addr, text } : undefined;
  }
  const gatewayId = pdu.receipted_message_id ?? /\bid:(\S+)/i.exec(text)?.[1];
  const state =
    (pdu.message_state === undefined ? undefined : finalStates[pdu.message_state]) ??
    /\bstat:(\w+)/i.exec(text)?.[1]?.toUpperCase();
  if (!gatewayId || !state || !finalWords.has(state)) return undefined;
  return { gatewayId, outcome: state === "DELIVRD" ? "delivered" : "failed", detail: state };
};
