import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { orderDocument } from "../documents/order-document.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Address } from "../platform.ts";
import type { Work } from "../work/work.ts";

/** Names the maker of the spreadsheet of a poll's results. */
export const pollExportKind = "polls:results";

/** Asks for the results of a poll as a spreadsheet; of one that runs and hides its counts there is none yet. */
export const orderPollExport = async (
  work: Work,
  { pollId, language, address }: { pollId: string; language: string; address: Address },
): Promise<Outcome<{ orderId: string }, "not-found" | "forbidden" | "not-ended">> => {
  const { tx, actor } = work;
  const attempt = { act: "poll.export", subjectType: "poll", subjectId: pollId };
  const poll = await tx.poll.findUnique({ where: { id: pollId } });
  if (!poll) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, number } = poll;
  if (!can(actor, "poll.export", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (poll.state !== "ended") return refuse(work, attempt, "not-ended");
  const params = { pollId, number };
  return done({
    orderId: await orderDocument(work, { companyId, kind: pollExportKind, params, language, address }),
  });
};
