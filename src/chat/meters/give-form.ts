import { can } from "../../core/access/policy.ts";
import { giveReading } from "../../core/meters/give-reading.ts";
import { isMissing, placeRegisters, type ShownRegister } from "../../core/meters/unit-registers.ts";
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
 * Readings of a unit, meter by meter. args[0]: the unit; behind it meters and registers of them in pairs, also of other
 * units, else all that are still missing.
 */
export const giveForm: Form = {
  id: "meters.give",
  title: t("meters.give.title"),
  submit: t("meters.give.submit"),
  open: async (work, args) => {
    const asked = (await askedOf(work, args))?.asked;
    if (!asked) return { ok: false, text: refusalText({ code: "forbidden" }) };
    if (asked.length === 0) return { ok: false, text: t("meters.give.nothing") };
    return {
      ok: true,
      fields: [...asked.flatMap(({ register, at }) => registerFields(register, at)), photoField],
    };
  },
  submitted: async (work, args, input): Promise<FormResult> => {
    const found = await askedOf(work, args);
    if (!found) return { ok: false, text: refusalText({ code: "forbidden" }) };
    const answers = found.asked.flatMap(({ register, at }) => {
      const answer = registerAnswer(register, at, input);
      return answer ? [{ ...answer, at }] : [];
    });
    const isAnswered = (register: ShownRegister): boolean =>
      answers.some((each) => isSame(each.register, register));
    const left = found.all.filter((register) => isMissing(register) && !isAnswered(register));
    return saveAll(work, answers, input, left.length);
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

const isSame = (a: ShownRegister, b: ShownRegister): boolean =>
  a.meter.id === b.meter.id && a.zone === b.zone;

/** What is asked, and all registers of the units that it is of. Null: one of them is no unit of theirs. */
const askedOf = async (
  work: Work,
  [unitId = "", ...pairs]: string[],
): Promise<{ asked: Asked[]; all: ShownRegister[] } | null> => {
  const named = Array.from({ length: Math.ceil(pairs.length / 2) }, (_, at) => ({
    meterId: pairs[2 * at] ?? "",
    zone: pairs[2 * at + 1] ?? "",
  }));
  const meters = await work.tx.meter.findMany({
    where: { id: { in: named.map(({ meterId }) => meterId) } },
    select: { unitId: true },
  });
  const unitIds = new Set([unitId, ...meters.flatMap((meter) => meter.unitId ?? [])]);
  const units = await work.tx.unit.findMany({
    where: { id: { in: [...unitIds] } },
    select: { id: true, companyId: true, buildingId: true },
    orderBy: { id: "asc" },
  });
  if (units.length < unitIds.size) return null;
  const all: ShownRegister[] = [];
  for (const { id, ...place } of units) {
    if (!can(work.actor, "reading.give", { ...place, unitId: id })) return null;
    all.push(...(await placeRegisters(work.tx, { ...place, unitId: id }, work.now)).registers);
  }
  const places = all.map((register, at) => ({ register, at }));
  const asked =
    named.length === 0
      ? places.filter(({ register }) => isMissing(register))
      : named.flatMap(({ meterId, zone }, at) =>
          all.flatMap((register) =>
            register.meter.id === meterId && register.zone === zone ? [{ register, at }] : [],
          ),
        );
  return { asked, all };
};

const saveAll = async (
  work: Work,
  answers: readonly (RegisterAnswer & { at: number })[],
  input: FormInput,
  left: number,
): Promise<FormResult> => {
  const words: Text[] = [];
  const notes: Text[] = [];
  for (const [index, { register, at, value, confirmed, turned, source }] of answers.entries()) {
    const outcome = await giveReading(work, {
      meterId: register.meter.id,
      zone: register.zone,
      value,
      confirmed,
      turned,
      source: "resident",
      message: source,
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
    if (register.expired)
      words.push(
        t("meters.give.expired", {
          register: registerWord(register.meter, register.zone),
          day: dayParam(register.meter.verifiedUntil ?? ""),
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
