import { choiceOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { t } from "../text.ts";
import { ownRegisters } from "./own-registers.ts";
import { mistakeIn, valueName } from "./register-fields.ts";
import { registerWord } from "./words.ts";

/** A number that came alone, where there are several meters: one tap tells which. */
export const whichForm: Form = {
  id: "meters.which",
  title: t("meters.which.title"),
  submit: t("meters.give.submit"),
  open: async (work) => {
    const registers = await ownRegisters(work);
    return {
      ok: true,
      fields: [
        { ...neverAsked, name: "value", input: { kind: "text", maxLength: 40 } },
        { ...neverAsked, name: "photo", input: { kind: "files", max: 4, accept: ["photo", "document"] } },
        {
          name: "register",
          label: t("meters.which.register"),
          input: {
            kind: "choice",
            options: registers.map(({ register }, index) => ({
              value: String(index),
              label: registerWord(register.meter, register.zone),
            })),
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const chosen = (await ownRegisters(work))[Number(choiceOf(input, "register"))];
    if (!chosen) return { ok: false, text: t("meters.give.nothing") };
    const { value, photo } = input;
    const mistake = value?.kind === "text" ? mistakeIn(chosen.register, value.text) : undefined;
    if (mistake) return { ok: false, text: mistake, field: "register" };
    const prefill: FormInput = {
      ...(value ? { [valueName(chosen.at)]: value } : {}),
      ...(photo && photo.kind !== "skipped" ? { photo } : {}),
    };
    const { meter, zone } = chosen.register;
    return { ok: true, next: { form: "meters.give", args: [chosen.unitId, meter.id, zone], prefill } };
  },
};

/** What came with the message itself. */
const neverAsked = { label: t("meters.give.photo"), optional: true, given: () => null } satisfies Omit<
  Field,
  "name" | "input"
>;
