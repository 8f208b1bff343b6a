import { can } from "../access/policy.ts";
import type { Work } from "../work/work.ts";
import { readToken } from "./contact-token.ts";
import { endContact } from "./end-contact.ts";
import type { MailReport } from "./mail-report.ts";

/**
 * An undeliverable letter or a complaint ends the contact it went to. The letter's Message-ID is signed, so nobody can
 * end a contact with a report of a letter that we never wrote. False: it is about none of ours.
 */
export const takeMailReport = async (work: Work, { kind, messageId }: MailReport): Promise<boolean> => {
  const name = readToken(work.vault, "mail-id", messageId.split("@")[0] ?? "");
  if (!name || kind === "delayed") return false;
  const dot = name.indexOf(".");
  const contactPointId = name.slice(dot + 1);
  const point = await work.tx.contactPoint.findUnique({
    where: { id: contactPointId },
    select: { companyId: true },
  });
  if (!point || !can(work.actor, "contact.end", point)) return false;
  const outboxId = Number(name.slice(0, dot));
  await endContact(work, {
    contactPointId,
    reason: kind,
    outboxId: Number.isInteger(outboxId) ? outboxId : null,
  });
  return true;
};
