import type { Outcome } from "../../../core/outcome.ts";
import { limits } from "../../../core/requests/limits.ts";
import { declineOffer } from "../../../core/requests/work/decide-offer.ts";
import { decideQuote } from "../../../core/requests/work/decide-quote.ts";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import type { Form } from "../../form.ts";
import { t } from "../../text.ts";
import { refusalText } from "../words.ts";

/** A reason why not, about an offer or a quote whose id is the form's only argument. */
const reasonForm = (
  name: "refuse" | "turn-down",
  requestOf: (work: Work, id: string) => Promise<{ number: number } | null>,
  decide: (work: Work, id: string, reason: string) => Promise<Outcome<unknown, string>>,
): Form => ({
  id: `request.${name}`,
  title: t(`requests.${name}.title`),
  submit: t(`requests.${name}.submit`),
  open: async (work, [id = ""]) => {
    const request = await requestOf(work, id);
    if (!request) return { ok: false, text: refusalText({ code: "not-found" }) };
    return {
      ok: true,
      intro: t("requests.about", { number: request.number }),
      fields: [
        {
          name: "reason",
          label: t(`requests.${name}.reason`),
          input: { kind: "text", multiline: true, maxLength: limits.text },
        },
      ],
    };
  },
  submitted: async (work, [id = ""], input) => {
    const outcome = await decide(work, id, textOf(input, "reason") ?? "");
    if (!outcome.ok) return { ok: false, text: refusalText(outcome) };
    return { ok: true, text: t(`requests.${name}.thanks`) };
  },
});

/** Nothing is told of a request but its number, which who has the button knows. */
const numberOf = async ({ tx, actor }: Work, requestId: string | undefined) =>
  requestId === undefined || actor.kind !== "person"
    ? null
    : tx.request.findFirst({
        where: { id: requestId, companyId: actor.companyId },
        select: { number: true },
      });

/** A contractor declines what they were offered. */
export const refuseForm = reasonForm(
  "refuse",
  async (work, id) => numberOf(work, (await work.tx.workOffer.findUnique({ where: { id } }))?.requestId),
  (work, offerId, reason) => declineOffer(work, { offerId, reason }),
);

/** A quote goes back to the contractor. */
export const turnDownForm = reasonForm(
  "turn-down",
  async (work, id) => numberOf(work, (await work.tx.quote.findUnique({ where: { id } }))?.requestId),
  (work, quoteId, reason) => decideQuote(work, { quoteId, approve: false, reason }),
);
