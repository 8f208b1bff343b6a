import type { RequestModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { subjectOf } from "../change-request.ts";
import { requestSettings } from "../settings.ts";
import { type Line, totalOf } from "./line.ts";

/**
 * Whether the costs of a report, with those reported before, stay within the newest approved quote. Without a quote
 * staff may spend up to the manager's limit, and a contractor nothing.
 */
export const withinQuote = async (
  work: Work,
  request: RequestModel,
  lines: readonly Line[],
): Promise<Outcome<null, "above-quote">> => {
  if (lines.length === 0) return done(null);
  const { tx, actor } = work;
  const spent = await tx.workLine.findMany({
    where: { requestId: request.id, stage: "actual" },
    select: { amount: true },
  });
  const asked = totalOf(spent) + totalOf(lines);
  const approved = await tx.quote.findFirst({
    where: { requestId: request.id, state: "approved" },
    orderBy: { number: "desc" },
    select: { total: true },
  });
  const { approvalLimit, currency } = await requestSettings(tx, request.companyId);
  const atDesk = can(actor, "request.note", subjectOf(request));
  const allowed = approved?.total ?? (atDesk ? approvalLimit : 0n);
  return asked > allowed
    ? refused("above-quote", { asked: String(asked), allowed: String(allowed), currency })
    : done(null);
};
