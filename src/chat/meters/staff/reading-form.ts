import { can } from "../../../core/access/policy.ts";
import { giveReading } from "../../../core/meters/give-reading.ts";
import { parseReading } from "../../../core/meters/parse-reading.ts";
import { placeRegisters, type ShownRegister } from "../../../core/meters/unit-registers.ts";
import type { Refused } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form, FormResult } from "../../form.ts";
import { joined, type Text, t } from "../../text.ts";
import { hintOf } from "../register-fields.ts";
import { monthText, quantityText, refusalText, registerWord, withMeasure } from "../words.ts";
import { type MeantPlace, placeById, placeMeant } from "./place-meant.ts";

/** A modal with more fields is no longer looked through. */
const mostRegisters = 12;

/**
 * Staff write readings down that they took themselves or were told. args[0]: the place as it was typed; or
 * args[1], args[2]: the building's and the unit's id.
 */
export const readingForm: Form = {
  id: "meters.reading",
  title: t("meters.reading.title"),
  submit: t("meters.give.submit"),
  open: async (work, args) => {
    const meant = await meantBy(work, args);
    if (!meant.ok) return meant;
    const { place, registers, today } = meant;
    return {
      ok: true,
      intro: place.label,
      fields: [
        ...registers.map(({ register }, at) => registerField(register, at)),
        {
          name: "day",
          label: t("meters.reading.day"),
          hint: t("meters.reading.day-hint"),
          optional: true,
          input: { kind: "date", earliest: `${Number(today.slice(0, 4)) - 1}-01-01` },
        },
        choiceField("kind", ["monthly", "handover"]),
        choiceField("sure", ["ask", "right", "turned"]),
      ],
    };
  },
  submitted: async (work, args, input): Promise<FormResult> => {
    const meant = await meantBy(work, args);
    if (!meant.ok) return meant;
    const said: Text[] = [];
    for (const [at, { register }] of meant.registers.entries()) {
      const text = textOf(input, `v${at}`);
      if (text === null) continue;
      const saved = await save(work, register, text, input);
      if (!saved.ok) return { ok: false, text: saved.text, field: `v${at}` };
      said.push(saved.text);
    }
    return { ok: true, text: said.length > 0 ? joined("\n", ...said) : t("meters.give.none") };
  },
};

const registerField = (register: ShownRegister, at: number): Field => ({
  name: `v${at}`,
  label: registerWord(register.meter, register.zone),
  hint: register.current
    ? t("meters.reading.has", {
        value: quantityText(register.current.value),
        month: monthText(register.time.month),
      })
    : hintOf(register),
  optional: true,
  input: { kind: "text", maxLength: 20 },
  validate: (given) => {
    const parsed = given.kind === "text" ? parseReading(given.text, register.meter.capacity) : null;
    return parsed && !parsed.ok ? refusalText(parsed) : undefined;
  },
});

/** A choice whose words are those of a reading. */
export const choiceField = (name: "kind" | "sure", values: readonly string[]): Field => ({
  name,
  label: t(`meters.reading.${name}`),
  input: {
    kind: "choice",
    initial: values[0] ?? "",
    options: values.map((value) => ({ value, label: t(`meters.reading.${name}-${value}`) })),
  },
});

/** Of a reading that looks mistyped: how it is told to be right all the same. */
export const refusedReading = (refusal: Refused<string>): { ok: false; text: Text } => {
  const doubt = refusal.code === "unusual" || refusal.code === "less";
  const said = refusalText(refusal);
  return { ok: false, text: doubt ? joined(" ", said, t("meters.reading.choose-sure")) : said };
};

const save = async (
  work: Work,
  { meter, zone }: ShownRegister,
  text: string,
  input: FormInput,
): Promise<{ ok: boolean; text: Text }> => {
  const parsed = parseReading(text, meter.capacity);
  if (!parsed.ok) return { ok: false, text: refusalText(parsed) };
  const outcome = await giveReading(work, {
    meterId: meter.id,
    zone,
    value: parsed.value,
    day: textOf(input, "day") ?? undefined,
    kind: choiceOf(input, "kind") === "handover" ? "handover" : "monthly",
    confirmed: choiceOf(input, "sure") !== "ask",
    turned: choiceOf(input, "sure") === "turned",
    source: "staff",
  });
  if (!outcome.ok) return refusedReading(outcome);
  const { used, month } = outcome.value;
  return {
    ok: true,
    text: t(used === null ? "meters.reading.saved-first" : "meters.reading.saved", {
      register: registerWord(meter, zone),
      value: quantityText(parsed.value),
      used: withMeasure(used ?? 0n, meter.kind),
      month: monthText(month),
    }),
  };
};

type Meant =
  | { ok: true; place: MeantPlace; today: string; registers: { register: ShownRegister }[] }
  | { ok: false; text: Text };

const meantBy = async (work: Work, [typed = "", buildingId = "", unitId = ""]: string[]): Promise<Meant> => {
  const byId = buildingId ? await placeById(work, buildingId, unitId) : null;
  const meant = byId ? ({ ok: true, place: byId } as const) : await placeMeant(work, typed);
  if (!meant.ok) return meant;
  const { place } = meant;
  if (!can(work.actor, "reading.overview", place))
    return { ok: false, text: refusalText({ code: "forbidden" }) };
  const { registers, today } = await placeRegisters(work.tx, place, work.now);
  if (registers.length === 0) return { ok: false, text: t("meters.staff.no-meters", { place: place.label }) };
  return {
    ok: true,
    place,
    today,
    registers: registers.slice(0, mostRegisters).map((register) => ({ register })),
  };
};
