/** The part of the library `smpp` that is used; it comes without types. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server as NetServer } from "node:net";

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    esm_class?: number;
    data_coding?: number;
    source_addr?: string;
    destination_addr?: string;
    registered_delivery?: number;
    message_id?: string;
    receipted_message_id?: string;
    message_state?: number;
    system_id?: string;
    password?: string;
    short_message?: { message?: string | Buffer; udh?: Buffer | Buffer[] };
    response(options?: Record<string, unknown>): Pdu;
  }

  export interface Session extends EventEmitter {
    bind_transceiver(options: Record<string, unknown>, answered: (pdu: Pdu) => void): boolean;
    submit_sm(options: Record<string, unknown>, answered: (pdu: Pdu) => void): boolean;
    deliver_sm(options: Record<string, unknown>, answered?: (pdu: Pdu) => void): boolean;
    enquire_link(answered?: (pdu: Pdu) => void): boolean;
    unbind(answered?: (pdu: Pdu) => void): boolean;
    send(pdu: Pdu): boolean;
    close(closed?: () => void): void;
    destroy(closed?: () => void): void;
  }

  export function connect(options: {
    host: string;
    port: number;
    tls: boolean;
    auto_enquire_link_period?: number;
  }): Session;

  export function createServer(listener: (session: Session) => void): NetServer;
}
