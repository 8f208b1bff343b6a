import { can } from "../../../core/access/policy.ts";
import { subjectOf } from "../../../core/requests/change-request.ts";
import { findRequest } from "../../../core/requests/find-request.ts";
import { mayComeBack } from "../../../core/requests/may-come-back.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form, FormResult, NextForm } from "../../form.ts";
import { t } from "../../text.ts";
import { emergencyIn } from "../emergency-remark.ts";
import { refusalText, stateWord } from "../words.ts";
import { messageFields, messageIn, wholeMessage } from "./message-fields.ts";

/** A message about a request that has ended: nothing of it is lost, and one tap tells what becomes of it. */
export const endedForm: Form = {
  id: "request.ended",
  title: t("requests.ended.title"),
  submit: t("requests.ended.submit"),
  open: async (work, [requestId = ""]) => {
    const request = await findRequest(work.tx, requestId);
    if (!request) return { ok: false, text: refusalText({ code: "not-found" }) };
    if (!can(work.actor, "request.view", subjectOf(request)))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    const { number, state } = request;
    const back = await mayComeBack(work, request);
    return {
      ok: true,
      // Why it can't come back once more is worth more than that it has ended.
      intro:
        back.ok || back.code === "wrong-state"
          ? t("requests.ended.intro", { number, state: stateWord(state) })
          : refusalText(back),
      fields: fieldsOf(number, back.ok && can(work.actor, "request.return", subjectOf(request))),
    };
  },
  submitted: async (_work, [requestId = ""], input): Promise<FormResult> => {
    const target = choiceOf(input, "target");
    if (target === "nothing") return { ok: true, text: t("requests.ended.nothing-sent") };
    const prefill = messageIn(input);
    if (target !== "return") return { ok: true, next: { form: "request.new", args: [], prefill } };
    const { text, ...files } = prefill;
    const reason = text ? { reason: text } : {};
    return {
      ok: true,
      next: { form: "request.return", args: [requestId], prefill: { ...reason, ...files } },
    };
  },
};

/** Refusals that mean: nothing more can be said about this request. */
const over: ReadonlySet<string> = new Set(["wrong-state", "too-late", "returned-before"]);

/**
 * Where a message goes on that a request could not take any more: words of danger become a request of their own at
 * once, whatever the refusal; others are asked about. Null where the refusal is to be told as it is.
 */
export const afterRefusal = (
  requestId: string,
  { code }: { code: string },
  message: FormInput,
): NextForm | null => {
  const prefill = messageIn(message);
  if (emergencyIn(textOf(prefill, "text") ?? "") !== null) return { form: "request.new", args: [], prefill };
  if (!over.has(code)) return null;
  return { form: "request.ended", args: [requestId], prefill: wholeMessage(message) };
};

const fieldsOf = (number: number, mayReturn: boolean): Field[] => {
  const targets = [...(mayReturn ? ["return"] : []), "new", "nothing"];
  return [
    ...messageFields,
    {
      name: "target",
      label: t("requests.ended.target"),
      input: {
        kind: "choice",
        options: targets.map((value) => ({
          value,
          label: t(`requests.ended.${value}`, { number }),
        })),
      },
      // Corrected to words of danger, it is a request of its own at once.
      given(input) {
        return emergencyIn(textOf(input, "text") ?? "") === null ? this : null;
      },
    },
  ];
};
