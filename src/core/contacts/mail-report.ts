/** What a mail server reports of one of our letters: undeliverable (RFC 3464) or marked as spam (RFC 5965). */
export interface MailReport {
  kind: "bounced" | "delayed" | "complaint";
  /** The Message-ID of the letter, without its brackets. */
  messageId: string;
}

/**
 * Reads a report as the mail server passes it on, headers and all. Undefined when it is none, such as an out-of-office
 * answer, or when it names no letter.
 */
export const readMailReport = (raw: string): MailReport | undefined => {
  const text = unfolded(raw);
  const type = /^content-type:\s*multipart\/report[^\n]*/im.exec(text)?.[0] ?? "";
  const kind = kindOf(type, text);
  const messageId = ourLetter(text);
  return kind && messageId ? { kind, messageId } : undefined;
};

const unfolded = (raw: string): string => raw.replace(/\r\n?/g, "\n").replace(/\n[ \t]+/g, " ");

const kindOf = (type: string, text: string): MailReport["kind"] | undefined => {
  if (/feedback-report/i.test(type)) {
    return /^feedback-type:\s*abuse/im.test(text) ? "complaint" : undefined;
  }
  if (!/delivery-status/i.test(type)) return undefined;
  const action = /^action:\s*(\w+)/im.exec(text)?.[1]?.toLowerCase();
  const status = /^status:\s*(\d)\./im.exec(text)?.[1];
  if (action === "failed" && status !== "4") return "bounced";
  return action === "delayed" || action === "failed" ? "delayed" : undefined;
};

/** The report's own Message-ID comes first; the letter's is the last one, in the part that quotes it. */
const ourLetter = (text: string): string | undefined =>
  [...text.matchAll(/^message-id:\s*<([^>\s]+)>/gim)].at(-1)?.[1];
