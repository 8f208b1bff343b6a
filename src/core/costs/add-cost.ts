import type { WorkKind } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import { subjectOf } from "../requests/change-request.ts";
import { findRequest } from "../requests/find-request.ts";
import { amountOf } from "../requests/work/line.ts";
import type { Work } from "../work/work.ts";

export interface NewCost {
  requestId: string;
  kind: WorkKind;
  title: string;
  /** Thousandths: hours of labour, pieces of material. */
  quantity: number;
  /** Minor units for one. */
  price: bigint;
}

type CostRefusal = "not-found" | "forbidden" | "title-missing" | "bad-quantity" | "bad-price";

const mostThousandths = 100_000_000;
const highestPrice = 1_000_000_000_00n;

/** Notes what work or material cost, where no contractor's report says so: an own plumber's hours, a bought tap. */
export const addCost = async (
  work: Work,
  { requestId, kind, quantity, price, ...input }: NewCost,
): Promise<Outcome<{ amount: bigint }, CostRefusal>> => {
  const attempt = { act: "cost.add", subjectType: "request", subjectId: requestId };
  const request = await findRequest(work.tx, requestId);
  if (!request) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "cost.add", subjectOf(request))) return refuse(work, attempt, "forbidden");
  const title = input.title.trim().slice(0, 200);
  if (title === "") return refuse(work, attempt, "title-missing");
  if (!Number.isSafeInteger(quantity) || quantity <= 0 || quantity > mostThousandths)
    return refuse(work, attempt, "bad-quantity");
  if (price < 0n || price > highestPrice) return refuse(work, attempt, "bad-price");
  const amount = amountOf(quantity, price);
  const addedBy = work.actor.kind === "person" ? work.actor.personId : null;
  const { companyId } = request;
  await work.tx.workLine.create({
    data: {
      companyId,
      requestId,
      stage: "actual",
      kind,
      title,
      quantity,
      price,
      amount,
      addedBy,
      createdAt: work.now,
    },
  });
  work.audit({ ...attempt, after: { kind, quantity, price: String(price), amount: String(amount) } });
  return done({ amount });
};
