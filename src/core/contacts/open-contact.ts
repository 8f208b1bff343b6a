import type { Database } from "../../database/db.ts";
import type { Vault } from "../crypto/vault.ts";

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

/** Why nothing may be sent to a contact any more. */
export type ContactGone = "removed" | "unreachable";

export type OpenContact = (contactPointId: string) => Promise<OpenedContact | ContactGone>;

/** Looks a contact up when its message is sent: one that was taken away or ended meanwhile gets nothing. */
export const createOpenContact =
  (database: Database, vault: Vault): OpenContact =>
  async (contactPointId) => {
    const point = await database.read.contactPoint.findUnique({
      where: { id: contactPointId },
      include: { person: { select: { company: { select: { name: true, timeZone: true } } } } },
    });
    if (!point) return "removed";
    if (point.unreachableSince) return "unreachable";
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
