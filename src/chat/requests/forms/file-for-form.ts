import { fileRequest } from "../../../core/requests/file-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import { listCategories } from "../../../core/requests/list-categories.ts";
import { choiceOf, filesOf, textOf } from "../../answers.ts";
import { maySomewhere } from "../../directory/may-somewhere.ts";
import type { Form, FormResult } from "../../form.ts";
import { t } from "../../text.ts";
import { categoryOptions } from "../category-options.ts";
import { refusalText } from "../words.ts";
import { callerField, callerIn } from "./caller-field.ts";
import { placeChosen, placeFields, withSpot } from "./place-fields.ts";

/** Staff file what they saw themselves or were told by phone, for a unit or a common place. args[0]: the text it begins with. */
export const fileForForm: Form = {
  id: "request.file-for",
  title: t("requests.file-for.title"),
  submit: t("requests.new.submit"),
  open: async (work, [text = ""]) => {
    const { actor } = work;
    // Filing for others is the desk's right; it comes with taking.
    if (actor.kind !== "person" || !maySomewhere(actor, "request.take"))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    return {
      ok: true,
      fields: [
        {
          name: "text",
          label: t("requests.new.text"),
          input: { kind: "text", multiline: true, minLength: 3, maxLength: limits.text, initial: text },
        },
        ...(await placeFields(work, actor)),
        callerField,
        {
          name: "category",
          label: t("requests.new.category"),
          input: { kind: "choice", options: categoryOptions(await listCategories(work.tx, actor.companyId)) },
        },
        {
          name: "priority",
          label: t("requests.file-for.priority"),
          input: {
            kind: "choice",
            initial: "normal",
            options: (["normal", "urgent", "emergency"] as const).map((value) => ({
              value,
              label: t(`requests.priority.${value}`),
            })),
          },
        },
        {
          name: "photos",
          label: t("requests.photos", { max: limits.files }),
          optional: true,
          input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
        },
      ],
    };
  },
  submitted: async (work, _args, input): Promise<FormResult> => {
    const { actor } = work;
    if (actor.kind !== "person") return { ok: false, text: refusalText({ code: "forbidden" }) };
    const chosen = await placeChosen(work, actor, input);
    if (!chosen.ok) return chosen;
    const unitId = "unitId" in chosen.place ? chosen.place.unitId : null;
    const caller = await callerIn(work, unitId, input);
    if (!caller.ok) return caller;
    const filed = await fileRequest(work, {
      ...chosen.place,
      authorId: caller.authorId,
      categoryKey: choiceOf(input, "category") ?? "other",
      text: withSpot(input, textOf(input, "text") ?? ""),
      priority: priorityOf(choiceOf(input, "priority")),
      files: filesOf("slack", input, "photos"),
    });
    return filed.ok ? { ok: true } : { ok: false, text: refusalText(filed) };
  },
};

const priorityOf = (value: string | null) => (value === "urgent" || value === "emergency" ? value : "normal");
