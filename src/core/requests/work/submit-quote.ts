import { currencyDigits } from "../../billing/money/currency.ts";
import { newId } from "../../directory/new-id.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";
import { checkOptionalText } from "../check-input.ts";
import { requestSettings } from "../settings.ts";
import { type Line, linesToJson, totalOf } from "./line.ts";
import { type LinesMistake, readLines } from "./read-lines.ts";

export interface QuoteInput {
  requestId: string;
  /** Lines as people type them: see readLines. */
  labour: string | null;
  materials: string | null;
  note?: string | null;
}

type QuoteRefusal = LinesMistake | "quote-empty" | "text-too-long";

/**
 * What the work will cost. Up to the company's limit a manager approves it, above it the board. A quote that still
 * waits gives way to it; an approved one stays until this one is approved too.
 */
export const submitQuote = async (
  work: Work,
  input: QuoteInput,
): Promise<Outcome<Changed & { quoteId: string; aboveLimit: boolean }, ChangeRefusal | QuoteRefusal>> => {
  const quote = { id: newId(work.now), number: 0, total: 0n, aboveLimit: false, lines: "", note: "" };
  const outcome = await changeRequest<QuoteRefusal>(work, {
    requestId: input.requestId,
    act: "quote.submit",
    move: "quote",
    decide: async (request) => {
      const { approvalLimit, currency } = await requestSettings(work.tx, request.companyId);
      const lines = readWork(input, currencyDigits(currency));
      if (!lines.ok) return lines;
      const note = checkOptionalText(input.note);
      if (!note.ok) return note;
      quote.total = totalOf(lines.value);
      if (quote.total === 0n) return refused("quote-empty");
      quote.aboveLimit = quote.total > approvalLimit;
      quote.lines = linesToJson(lines.value);
      quote.note = note.value ?? "";
      quote.number = 1 + (await work.tx.quote.count({ where: { requestId: request.id } }));
      return done({
        act: "quoted",
        visibility: "internal",
        data: {
          quoteId: quote.id,
          number: quote.number,
          total: String(quote.total),
          aboveLimit: quote.aboveLimit,
        },
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { tx, vault, now } = work;
  const { companyId, id: requestId } = outcome.value.request;
  await tx.quote.updateMany({ where: { requestId, state: "waiting" }, data: { state: "withdrawn" } });
  const { note, ...row } = quote;
  await tx.quote.create({
    data: {
      ...row,
      companyId,
      requestId,
      contractorId: actorIdOf(work) ?? "",
      noteSealed: note === "" ? null : vault.seal(note),
      createdAt: now,
    },
  });
  return done({ ...outcome.value, quoteId: quote.id, aboveLimit: quote.aboveLimit });
};

/** The lines of labour and material that were typed. */
export const readWork = (
  { labour, materials }: { labour?: string | null; materials?: string | null },
  priceDigits: number,
): Outcome<Line[], LinesMistake> => {
  const hours = readLines(labour ?? "", "labour", priceDigits);
  if (!hours.ok) return hours;
  const goods = readLines(materials ?? "", "material", priceDigits);
  return goods.ok ? done([...hours.value, ...goods.value]) : goods;
};
