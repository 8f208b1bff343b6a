import type { QuoteModel } from "../../../database/types.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";
import { checkText, type TextMistake } from "../check-input.ts";
import { requestSettings } from "../settings.ts";
import { linesFromJson } from "./line.ts";
import { writeLines } from "./write-lines.ts";

type DecideRefusal = "quote-decided" | "own-quote" | TextMistake;

/**
 * A manager decides up to the company's limit, the board above it; nobody decides a quote of their own. The lines of
 * an approved quote become the planned work, in place of an earlier quote's; a declined one goes back with the reason.
 */
export const decideQuote = async (
  work: Work,
  input: { quoteId: string } & ({ approve: true } | { approve: false; reason: string }),
): Promise<Outcome<Changed & { quote: QuoteModel }, ChangeRefusal | DecideRefusal>> => {
  const quote = await work.tx.quote.findUnique({ where: { id: input.quoteId } });
  if (!quote) return refused("not-found");
  const { approvalLimit } = await requestSettings(work.tx, quote.companyId);
  // A limit that was lowered meanwhile counts too.
  const large = quote.aboveLimit || quote.total > approvalLimit;
  const { requestId, contractorId, number } = quote;
  let reasonSealed: string | null = null;
  const outcome = await changeRequest<DecideRefusal>(work, {
    requestId,
    act: large ? "quote.approve-large" : "quote.approve",
    move: "judge",
    decide: async () => {
      const waits = await work.tx.quote.count({ where: { id: quote.id, state: "waiting" } });
      if (waits === 0) return refused("quote-decided");
      if (contractorId === actorIdOf(work)) return refused("own-quote");
      const data = { quoteId: quote.id, number, total: String(quote.total) };
      if (input.approve) return done({ act: "quote-approved", visibility: "internal", data });
      const reason = checkText(input.reason);
      if (!reason.ok) return reason;
      reasonSealed = work.vault.seal(reason.value);
      return done({ act: "quote-declined", visibility: "internal", text: reason.value, data });
    },
  });
  if (!outcome.ok) return outcome;
  const decided = await work.tx.quote.update({
    where: { id: quote.id },
    data: {
      state: input.approve ? "approved" : "declined",
      reasonSealed,
      decidedBy: actorIdOf(work),
      decidedAt: work.now,
    },
  });
  if (input.approve) {
    await work.tx.workLine.deleteMany({ where: { requestId, stage: "planned" } });
    await writeLines(work, outcome.value.request, {
      stage: "planned",
      addedBy: contractorId,
      lines: linesFromJson(quote.lines),
    });
  }
  return done({ ...outcome.value, quote: decided });
};
