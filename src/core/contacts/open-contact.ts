import type { Database } from "../../database/db.ts";
import type { Vault } from "../crypto/vault.ts";
import { type ContactReason, readContactReason } from "./contact-reason.ts";

/** A contact as a channel needs it: where to, and in whose name. */
export interface OpenedContact {
  id: string;
  companyId: string;
  companyName: string;
  /** IANA name. */
  timeZone: string;
  personId: string;
  /** An address, a number in E.164, or a push subscription as JSON. */
  value: string;
}

/** A contact, or why nothing may be sent to it any more. */
export type OpenContact = (contactPointId: string) => Promise<OpenedContact | { gone: ContactReason }>;

/** Before the id of a contact that its person has not proved yet: only the code itself goes there. */
const proofPrefix = "proof:";

/** Where the code for a new contact goes. */
export const proofAddress = (proofId: string): string => `${proofPrefix}${proofId}`;

/** Looks a contact up when its message is sent: one that was taken away or ended meanwhile gets nothing. */
export const createOpenContact =
  (database: Database, vault: Vault): OpenContact =>
  async (contactPointId) => {
    if (contactPointId.startsWith(proofPrefix)) return openProof(database, vault, contactPointId);
    const point = await database.read.contactPoint.findUnique({
      where: { id: contactPointId },
      include: { person: { select: { company: { select: { name: true, timeZone: true } } } } },
    });
    if (!point) return { gone: "removed" };
    if (point.unreachableSince) return { gone: readContactReason(point.unreachableReason) };
    const { name, timeZone } = point.person.company;
    return {
      id: point.id,
      companyId: point.companyId,
      companyName: name,
      timeZone,
      personId: point.personId,
      value: vault.open(point.valueSealed),
    };
  };

const openProof = async (
  database: Database,
  vault: Vault,
  contactId: string,
): Promise<OpenedContact | { gone: ContactReason }> => {
  const proof = await database.read.contactProof.findUnique({
    where: { id: contactId.slice(proofPrefix.length) },
  });
  if (!proof || proof.usedAt) return { gone: "removed" };
  const { companyId, personId } = proof;
  const company = await database.read.company.findUniqueOrThrow({ where: { id: companyId } });
  return {
    id: contactId,
    companyId,
    companyName: company.name,
    timeZone: company.timeZone,
    personId,
    value: vault.open(proof.valueSealed),
  };
};
