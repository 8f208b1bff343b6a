import { type Act, can } from "../../../core/access/policy.ts";
import type { Outcome, Refused } from "../../../core/outcome.ts";
import { subjectOf } from "../../../core/requests/change-request.ts";
import { findRequest } from "../../../core/requests/find-request.ts";
import type { Work } from "../../../core/work/work.ts";
import type { RequestModel } from "../../../database/types.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form, NextForm } from "../../form.ts";
import { type Text, t } from "../../text.ts";
import { refusalText } from "../words.ts";

interface ActForm {
  /** Its texts are requests.<name>.title, .submit and so on. */
  name: string;
  act: Act;
  fields(work: Work, request: RequestModel): Promise<Field[]> | Field[];
  submitted(work: Work, requestId: string, input: FormInput): Promise<Outcome<unknown, string>>;
  /** Said instead of the form when there is nothing to choose from. */
  withoutOptions?: Text;
  /** Said when it is done; nothing if the card says it all. */
  thanks?: boolean;
  /** Why the form is of no use to anybody now; null: it is. */
  refusedNow?(work: Work, requestId: string): Promise<Refused<string> | null>;
  /** Where it goes on instead of telling the refusal; null: nowhere. */
  afterRefusal?(requestId: string, refusal: { code: string }, input: FormInput): NextForm | null;
}

/** A form about one request, whose id is its only argument. Who may not do the act is not shown the form. */
export const actForm = ({
  name,
  act,
  fields,
  submitted,
  withoutOptions,
  thanks,
  refusedNow,
  afterRefusal,
}: ActForm): Form => ({
  id: `request.${name}`,
  title: t(`requests.${name}.title`),
  submit: t(`requests.${name}.submit`),
  open: async (work, [requestId = ""]) => {
    const request = await findRequest(work.tx, requestId);
    if (!request) return { ok: false, text: refusalText({ code: "not-found" }) };
    if (!can(work.actor, act, subjectOf(request)))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    const useless = await refusedNow?.(work, requestId);
    if (useless) return { ok: false, text: refusalText(useless) };
    const asked = await fields(work, request);
    if (withoutOptions && asked.some(({ input }) => input.kind === "choice" && input.options.length === 0))
      return { ok: false, text: withoutOptions };
    return { ok: true, intro: t("requests.about", { number: request.number }), fields: asked };
  },
  submitted: async (work, [requestId = ""], input) => {
    const outcome = await submitted(work, requestId, input);
    if (!outcome.ok) {
      const next = afterRefusal?.(requestId, outcome, input);
      return next ? { ok: true, next } : { ok: false, text: refusalText(outcome) };
    }
    return thanks ? { ok: true, text: t(`requests.${name}.thanks`) } : { ok: true };
  },
});
