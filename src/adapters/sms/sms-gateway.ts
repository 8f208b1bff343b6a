import type { SmsReceipt } from "../../core/contacts/settle-sms.ts";
import type { Failure } from "../../delivery/channel.ts";

export interface ShortMessage {
  /** The same again when a send is repeated. */
  id: number;
  /** E.164 */
  to: string;
  text: string;
}

/** Of each part that a longer message is joined from, in order: what its receipt will name. */
export type Submitted = { ok: true; gatewayIds: readonly string[] } | { ok: false; failure: Failure };

/** Who carries short messages: a line to an SMSC, or a provider's HTTP interface. */
export interface SmsGateway {
  /** Whether receipts can come at all; false: what the gateway took counts as delivered. */
  tellsReceipts: boolean;
  submit(message: ShortMessage): Promise<Submitted>;
  /** Tells of receipts and answers that come over the same line; HTTP providers post them to us instead. */
  listen(heard: (told: SmsReceipt | SmsAnswer) => void): void;
  stop(): Promise<void>;
}

/** Somebody answered a short message. */
export interface SmsAnswer {
  from: string;
  text: string;
}
