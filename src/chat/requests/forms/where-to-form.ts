import { addThreadMessage } from "../../../core/requests/add-thread-message.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, locationOf, textOf, typedIn } from "../../answers.ts";
import type { Field, Form, FormResult } from "../../form.ts";
import { wordsIn } from "../../map-text.ts";
import { type Text, t } from "../../text.ts";
import { emergencyIn } from "../emergency-remark.ts";
import { openQuestions } from "../open-questions.ts";
import { refusalText } from "../words.ts";
import { afterRefusal } from "./ended-form.ts";
import { messageFields, messageIn } from "./message-fields.ts";

const newRequest = "new";

/** A message that may answer a question of the office or begin something new: one tap tells. */
export const whereToForm: Form = {
  id: "request.where-to",
  title: t("requests.where-to.title"),
  submit: t("requests.where-to.submit"),
  open: async (work) => ({ ok: true, fields: await fieldsOf(work) }),
  submitted: async (work, _args, input): Promise<FormResult> => {
    const target = choiceOf(input, "target");
    if (!target || target === newRequest)
      return { ok: true, next: { form: "request.new", args: [], prefill: messageIn(input) } };
    const answered = await addThreadMessage(work, {
      requestId: target,
      kind: "answer",
      text: wordsIn({ text: textOf(input, "text") ?? "", location: locationOf(input, "location") }),
      files: filesOf("telegram", input, "photos"),
      source: typedIn(input, "text"),
    });
    if (answered.ok) return { ok: true, text: thanks(answered.value) };
    const next = afterRefusal(target, answered, input);
    return next ? { ok: true, next } : { ok: false, text: refusalText(answered) };
  },
};

const thanks = ({ emergency }: { emergency: { kind: string; call112: boolean } | null }): Text =>
  emergency?.call112 ? t(`requests.emergency.${emergency.kind}`) : t("requests.answer.thanks");

const fieldsOf = async (work: Work): Promise<Field[]> => {
  const questions = await openQuestions(work);
  return [
    ...messageFields,
    {
      name: "target",
      label: t("requests.where-to.target"),
      input: {
        kind: "choice",
        options: [
          ...questions.map(({ id, number }) => ({
            value: id,
            label: t("requests.where-to.answer", { number }),
          })),
          { value: newRequest, label: t("requests.where-to.new") },
        ],
      },
      // Corrected to words of danger, it is a request of its own at once.
      given(input) {
        return emergencyIn(textOf(input, "text") ?? "") === null ? this : null;
      },
    },
  ];
};
