import { can } from "../../core/access/policy.ts";
import { giveReading } from "../../core/meters/give-reading.ts";
import { placeRegisters, type ShownRegister } from "../../core/meters/unit-registers.ts";
import type { Work } from "../../core/work/work.ts";
import { filesOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form, FormResult } from "../form.ts";
import { joined, type Text, t } from "../text.ts";
import { type RegisterAnswer, registerAnswer, registerFields, valueName } from "./register-fields.ts";
import { dayParam, monthText, quantityText, refusalText, registerWord, withMeasure } from "./words.ts";

const mostPhotos = 4;

interface Asked {
  at: number;
  register: ShownRegister;
}

/**
 * Readings of a unit, meter by meter. args[0]: the unit; args[1], args[2]: one meter and register of it, else all that
 * are still missing.
 */
export const giveForm: Form = {
  id: "meters.give",
  title: t("meters.give.title"),
  submit: t("meters.give.submit"),
  open: async (work, args) => {
    const asked = await askedOf(work, args);
    if (!asked) return { ok: false, text: refusalText({ code: "forbidden" }) };
    if (asked.length === 0) return { ok: false, text: t("meters.give.nothing") };
    return {
      ok: true,
      fields: [...asked.flatMap(({ register, at }) => registerFields(register, at)), photoField],
    };
  },
  submitted: async (work, args, input): Promise<FormResult> => {
    const asked = await askedOf(work, args);
    if (!asked) return { ok: false, text: refusalText({ code: "forbidden" }) };
    const answers = asked.flatMap(({ register, at }) => {
      const answer = registerAnswer(register, at, input);
      return answer ? [{ ...answer, at }] : [];
    });
    return saveAll(work, answers, input, asked.length - answers.length);
  },
};

/** A photo that comes with a number is kept as its proof; it is never asked for. */
const photoField: Field = {
  name: "photo",
  label: t("meters.give.photo"),
  optional: true,
  input: { kind: "files", max: mostPhotos, accept: ["photo", "document"] },
  given: () => null,
};

/** Null: this is no unit of theirs. */
const askedOf = async (work: Work, [unitId = "", meterId, zone = ""]: string[]): Promise<Asked[] | null> => {
  const unit = await work.tx.unit.findUnique({
    where: { id: unitId },
    select: { id: true, companyId: true, buildingId: true },
  });
  if (!unit || !can(work.actor, "reading.give", { ...unit, unitId: unit.id })) return null;
  const { registers } = await placeRegisters(work.tx, { ...unit, unitId: unit.id }, work.now);
  return registers
    .map((register, at) => ({ register, at }))
    .filter(({ register }) =>
      meterId ? register.meter.id === meterId && register.zone === zone : register.current === null,
    );
};

const saveAll = async (
  work: Work,
  answers: readonly (RegisterAnswer & { at: number })[],
  input: FormInput,
  left: number,
): Promise<FormResult> => {
  const words: Text[] = [];
  const notes: Text[] = [];
  for (const [index, { register, at, value, confirmed, turned }] of answers.entries()) {
    const outcome = await giveReading(work, {
      meterId: register.meter.id,
      zone: register.zone,
      value,
      confirmed,
      turned,
      source: "resident",
      files: index === 0 ? filesOf("telegram", input, "photo") : [],
    });
    if (!outcome.ok) return { ok: false, text: refusalText(outcome), field: valueName(at) };
    const { used, month, late, early } = outcome.value;
    if (words.length === 0) words.push(t("meters.give.taken", { month: monthText(month) }));
    words.push(
      t(used === null ? "meters.give.line-first" : "meters.give.line", {
        register: registerWord(register.meter, register.zone),
        value: quantityText(value),
        used: withMeasure(used ?? 0n, register.meter.kind),
      }),
    );
    if (late && index === 0) notes.push(t("meters.give.late", { month: monthText(month) }));
    if (early && index === 0) notes.push(t("meters.give.early"));
  }
  if (words.length === 0) return { ok: true, text: t("meters.give.none") };
  if (left > 0) notes.push(t("meters.give.left", { count: left }));
  return { ok: true, text: joined("\n", ...words, ...notes) };
};

/** Readings go until this day. */
export const windowText = ({ from, to }: { from: string; to: string }): Text =>
  t("meters.window", { from: dayParam(from), to: dayParam(to) });
