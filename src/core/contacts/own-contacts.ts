import type { ContactKind, Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type ContactReason, readContactReason } from "./contact-reason.ts";

/** A contact as its person sees it, in the order in which the ways are tried. */
export interface OwnContact {
  /** A contact point's id; "telegram" for the chat itself. */
  id: string;
  kind: ContactKind | "telegram";
  /** The address or number; empty for Telegram and devices. */
  value: string;
  confirmed: boolean;
  ended: ContactReason | null;
  position: number;
}

const rank: Readonly<Record<OwnContact["kind"], number>> = { telegram: 0, push: 1, phone: 2, email: 3 };

/** The ways to a person as they stand in the person's own order; Telegram's place is 0. */
export const ownContacts = async (
  { tx, vault }: { tx: Pick<Tx, "contactPoint">; vault: Vault },
  personId: string,
): Promise<OwnContact[]> => {
  const points = await tx.contactPoint.findMany({ where: { personId }, orderBy: { id: "asc" } });
  const telegram: OwnContact = {
    id: "telegram",
    kind: "telegram",
    value: "",
    confirmed: true,
    ended: null,
    position: 0,
  };
  return [
    telegram,
    ...points.map(
      (point): OwnContact => ({
        id: point.id,
        kind: point.kind,
        value: point.kind === "push" ? "" : vault.open(point.valueSealed),
        confirmed: point.confirmedAt !== null,
        ended: point.unreachableSince ? readContactReason(point.unreachableReason) : null,
        position: point.position,
      }),
    ),
  ].sort((a, b) => a.position - b.position || rank[a.kind] - rank[b.kind]);
};
