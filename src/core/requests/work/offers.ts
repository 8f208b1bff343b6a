import type { Tx, WorkOfferModel } from "../../../database/types.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";

/** The offer that waits for an answer; null when none does. */
export const waitingOffer = (tx: Tx, requestId: string): Promise<WorkOfferModel | null> =>
  tx.workOffer.findFirst({ where: { requestId, state: "offered" }, orderBy: { id: "desc" } });

/** Writes an offer in place of any that still stands unanswered. Resolves to its id. */
export const makeOffer = async (
  work: Work,
  offer: { companyId: string; requestId: string; contractorId: string; offeredBy: string | null },
): Promise<string> => {
  await endOffers(work, offer.requestId, ["offered"]);
  const { id } = await work.tx.workOffer.create({
    data: { id: newId(work.now), ...offer, createdAt: work.now },
    select: { id: true },
  });
  return id;
};

/** Takes back what was offered, and what was accepted where somebody else has the request now. */
export const endOffers = async (
  { tx, now }: Work,
  requestId: string,
  states: readonly ("offered" | "accepted")[],
  exceptId?: string,
): Promise<void> => {
  await tx.workOffer.updateMany({
    where: { requestId, state: { in: [...states] }, ...(exceptId ? { id: { not: exceptId } } : {}) },
    data: { state: "withdrawn", decidedAt: now },
  });
};
