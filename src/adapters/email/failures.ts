import type { Failure } from "../../delivery/channel.ts";

/** What nodemailer puts on an error. */
interface SmtpError extends Error {
  code?: string;
  /** The SMTP command that was answered so, such as "RCPT TO". */
  command?: string;
  responseCode?: number;
  response?: string;
}

// RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox that was closed.
const noSuchMailbox = /\b5\.(1\.\d+|2\.1)\b/;
const fullMailbox = /\b[45]\.2\.2\b/;
/** Refused by a rule of theirs or for something of ours: another letter may pass. */
const ofPolicy = /\b5\.7\.\d+\b/;

/** A mail server's refusals in the words of the delivery. */
export const failureOf = (error: unknown): Failure => {
  const { code, command, responseCode = 0, response = "", message } = asSmtpError(error);
  // A wrong password is mended by the operator; the letters wait for it.
  if (code === "EAUTH" || responseCode === 0 || responseCode < 500 || fullMailbox.test(response)) {
    return { code: "transient", detail: message };
  }
  if (noSuchMailbox.test(response)) return { code: "unreachable", reason: "bounced" };
  const plainRefusal = command === "RCPT TO" && [550, 551, 553].includes(responseCode);
  if (plainRefusal && !ofPolicy.test(response)) return { code: "unreachable", reason: "bounced" };
  return { code: "rejected", detail: message };
};

const asSmtpError = (error: unknown): SmtpError =>
  error instanceof Error ? error : new Error(String(error));
