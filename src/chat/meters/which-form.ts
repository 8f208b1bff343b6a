import { readingsIn, type SaidReading } from "../../core/meters/readings-in.ts";
import { choiceOf, textOf, typedIn } from "../answers.ts";
import type { FieldInput, FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { plain, t } from "../text.ts";
import { meantRegisters } from "./meant-registers.ts";
import { type OwnRegister, ownRegisters, ownRegisterWord } from "./own-registers.ts";
import { valueName } from "./register-fields.ts";

/** As many as anybody sends at once. */
const mostNumbers = 12;

/** Numbers that came alone, where there are several meters: one tap tells of which each of them is. */
export const whichForm: Form = {
  id: "meters.which",
  title: t("meters.which.title"),
  submit: t("meters.give.submit"),
  open: async (work) => {
    const registers = await ownRegisters(work);
    return {
      ok: true,
      fields: [
        { ...neverAsked, name: "said", input: { kind: "text", maxLength: 400 } },
        { ...neverAsked, name: "photo", input: { kind: "files", max: 4, accept: ["photo", "document"] } },
        ...Array.from({ length: mostNumbers }, (_, at) => registerField(registers, at)),
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const registers = await ownRegisters(work);
    const meant = meantIn(registers, input).flatMap(({ said, options: [place] }) => {
      const own = place === undefined ? undefined : registers[place];
      return own ? [{ said, own }] : [];
    });
    const [first] = meant;
    if (!first) return { ok: false, text: t("meters.give.nothing") };
    const source = typedIn(input, "said");
    const values = meant.map(({ said }, at): [string, FieldInput] => [
      valueName(at),
      { kind: "text", text: said.text, ...(source ? { source } : {}) },
    ]);
    const { photo } = input;
    return {
      ok: true,
      next: {
        form: "meters.give",
        args: [
          first.own.unitId,
          ...meant.flatMap(({ own: { register } }) => [register.meter.id, register.zone]),
        ],
        prefill: { ...Object.fromEntries(values), ...(photo && photo.kind !== "skipped" ? { photo } : {}) },
      },
    };
  },
};

/** What came with the message itself. */
const neverAsked = { label: t("meters.give.photo"), optional: true, given: () => null } satisfies Omit<
  Field,
  "name" | "input"
>;

const registerName = (at: number): string => `register${at}`;

const registerField = (registers: readonly OwnRegister[], at: number): Field => ({
  name: registerName(at),
  label: t("meters.which.register"),
  input: {
    kind: "choice",
    options: optionsOf(
      registers,
      registers.map((_, place) => place),
    ),
  },
  given(input) {
    const meant = meantIn(registers, input)[at];
    const { given: _, ...asked } = this;
    if (!meant) return null;
    // What was asked stays among the questions, so that Back finds it.
    if (meant.options.length < 2 && !(this.name in input)) return null;
    const before = { ...input };
    delete before[this.name];
    const { options } = meantIn(registers, before)[at] ?? meant;
    return {
      ...asked,
      ...(numbersOf(registers, input).length > 1
        ? { label: t("meters.which.register-of", { value: plain(meant.said.text) }) }
        : {}),
      input: { kind: "choice", options: optionsOf(registers, options) },
    };
  },
});

const optionsOf = (registers: readonly OwnRegister[], places: readonly number[]) =>
  places.flatMap((place) => {
    const own = registers[place];
    return own ? [{ value: String(place), label: ownRegisterWord(own, registers) }] : [];
  });

const numbersOf = (registers: readonly OwnRegister[], input: FormInput): SaidReading[] =>
  readingsIn(
    textOf(input, "said") ?? "",
    registers.map(({ register }) => register.meter.serial),
  ) ?? [];

const meantIn = (registers: readonly OwnRegister[], input: FormInput) => {
  const numbers = numbersOf(registers, input);
  const chosen = numbers.map((_, at) => {
    const choice = choiceOf(input, registerName(at));
    return choice === null ? null : Number(choice);
  });
  return meantRegisters(registers, numbers, chosen);
};
