import { choiceOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { ownRegisters, ownRegisterWord } from "./own-registers.ts";

/** A photo without words, while readings are wanted: of which meter it is, or that it is about something else. */
export const photoForm: Form = {
  id: "meters.photo",
  title: t("meters.photo.title"),
  submit: t("meters.give.submit"),
  open: async (work) => {
    const registers = await ownRegisters(work);
    return {
      ok: true,
      fields: [
        {
          name: "photo",
          label: t("meters.give.photo"),
          optional: true,
          input: { kind: "files", max: 10, accept: ["photo", "video", "document"] },
          given: () => null,
        },
        {
          name: "of",
          label: t("meters.photo.of"),
          input: {
            kind: "choice",
            options: [
              ...registers.map((own, at) => ({
                value: String(at),
                label: ownRegisterWord(own, registers),
              })),
              { value: "request", label: t("meters.photo.request") },
            ],
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const { photo } = input;
    const files = photo && photo.kind !== "skipped" ? photo : undefined;
    const of = choiceOf(input, "of");
    if (of === "request")
      return { ok: true, next: { form: "request.new", args: [], prefill: files ? { photos: files } : {} } };
    const chosen = (await ownRegisters(work))[Number(of)];
    if (!chosen) return { ok: false, text: t("meters.give.nothing") };
    const { unitId, register } = chosen;
    const args = [unitId, register.meter.id, register.zone];
    return { ok: true, next: { form: "meters.give", args, prefill: files ? { photo: files } : {} } };
  },
};
