import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type RequestCard, requestCard } from "../requests/request-card.ts";
import { type RequestCosts, readCosts } from "./read-costs.ts";

export interface ActOfWork {
  company: string;
  currency: string;
  request: RequestCard & { doneAt: Date };
  /** What the last report says. */
  report: string | null;
  costs: RequestCosts;
}

/** All that an act of completed work shows; null where the request is not done. Does not authorise. */
export const readAct = async (read: Db, vault: Vault, requestId: string): Promise<ActOfWork | null> => {
  const request = await requestCard(read, vault, requestId);
  if (!request?.doneAt) return null;
  const { name, currency } = await read.company.findUniqueOrThrow({ where: { id: request.companyId } });
  const reported = await read.requestEvent.findFirst({
    where: { requestId, kind: "done" },
    orderBy: { id: "desc" },
    select: { textSealed: true },
  });
  return {
    company: name,
    currency,
    request: { ...request, doneAt: request.doneAt },
    report: reported?.textSealed ? vault.open(reported.textSealed) : null,
    costs: await readCosts(read, requestId),
  };
};
