import { can } from "../../../core/access/policy.ts";
import { dayAt } from "../../../core/billing/calendar.ts";
import { addMeter, verifyMeter } from "../../../core/meters/change-meter.ts";
import {
  capacityOf,
  digitsOf,
  meterKinds,
  registersOf,
  standingMeters,
  type ZoneCount,
  zoneNames,
} from "../../../core/meters/meter.ts";
import { parseReading } from "../../../core/meters/parse-reading.ts";
import { removeMeter } from "../../../core/meters/remove-meter.ts";
import type { Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import type { MeterKind, MeterModel } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { Field, Form, FormResult } from "../../form.ts";
import { type Text, t } from "../../text.ts";
import { kindWord, monthText, refusalText, registerWord } from "../words.ts";
import { type MeantPlace, placeById } from "./place-meant.ts";
import { choiceField, refusedReading } from "./reading-form.ts";

/** Digits before the point that counters have. */
const digitChoices = [4, 5, 6, 7, 8] as const;

interface MeterForm {
  name: "add" | "verify" | "remove";
  fields(work: Work, place: MeantPlace): Promise<Field[]> | Field[];
  submitted(work: Work, place: MeantPlace, input: Parameters<Form["submitted"]>[2]): Promise<FormResult>;
}

/** A form about the meters of a place; args: the building's and the unit's id. */
const meterForm = ({ name, fields, submitted }: MeterForm): Form => ({
  id: `meters.${name}`,
  title: t(`meters.staff.form.${name}`),
  submit: t("meters.give.submit"),
  open: async (work, [buildingId = "", unitId = ""]) => {
    const place = await placeById(work, buildingId, unitId);
    if (!place || !can(work.actor, "meter.change", place))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    const asked = await fields(work, place);
    return asked.some(({ input }) => input.kind === "choice" && input.options.length === 0)
      ? { ok: false, text: t("meters.staff.no-meters", { place: place.label }) }
      : { ok: true, intro: place.label, fields: asked };
  },
  submitted: async (work, [buildingId = "", unitId = ""], input) => {
    const place = await placeById(work, buildingId, unitId);
    return place ? submitted(work, place, input) : { ok: false, text: refusalText({ code: "not-found" }) };
  },
});

const ended = (outcome: Outcome<unknown, string>, text: Text): FormResult =>
  outcome.ok ? { ok: true, text } : { ok: false, text: refusalText(outcome) };

const today = async (work: Work, { buildingId }: MeantPlace): Promise<string> => {
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: buildingId } });
  return dayAt(work.now, timeZone);
};

const readingsField = (optional: boolean): Field => ({
  name: "readings",
  label: t("meters.staff.field.readings"),
  hint: t("meters.staff.field.readings-hint"),
  optional,
  input: { kind: "text", maxLength: 80 },
});

/** "124,5; 88" for a meter of two registers; null when one of them is no reading. */
const readingsIn = (text: string, capacity: bigint): bigint[] | null => {
  const parsed = text.split(/[;/]/).map((each) => parseReading(each, capacity));
  return parsed.every((each) => each.ok) ? parsed.flatMap((each) => (each.ok ? [each.value] : [])) : null;
};

export const addMeterForm = meterForm({
  name: "add",
  fields: () => [
    {
      name: "kind",
      label: t("meters.staff.field.kind"),
      input: { kind: "choice", options: meterKinds.map((kind) => ({ value: kind, label: kindWord(kind) })) },
    },
    { name: "serial", label: t("meters.staff.field.serial"), input: { kind: "text", maxLength: 40 } },
    {
      name: "zones",
      label: t("meters.staff.field.zones"),
      input: {
        kind: "choice",
        initial: "1",
        options: Object.keys(zoneNames).map((count) => ({
          value: count,
          label: t(`meters.staff.zones.${count}`),
        })),
      },
    },
    {
      name: "digits",
      label: t("meters.staff.field.digits"),
      hint: t("meters.staff.field.digits-hint"),
      input: {
        kind: "choice",
        initial: "5",
        options: digitChoices.map((digits) => ({
          value: String(digits),
          label: { plain: `${"0".repeat(digits)}` },
        })),
      },
    },
    readingsField(false),
    {
      name: "place",
      label: t("meters.staff.field.place"),
      optional: true,
      input: { kind: "text", maxLength: 40 },
    },
    {
      name: "verified",
      label: t("meters.staff.field.verified"),
      optional: true,
      input: { kind: "date", earliest: "2000-01-01" },
    },
  ],
  submitted: async (work, place, input) => {
    const digits = Number(choiceOf(input, "digits"));
    const initial = readingsIn(textOf(input, "readings") ?? "", capacityOf(digits));
    const zones = Number(choiceOf(input, "zones")) as ZoneCount;
    const expected = Math.max(1, zoneNames[zones].length);
    if (initial?.length !== expected)
      return { ok: false, field: "readings", text: t("meters.staff.readings-wrong", { count: expected }) };
    const outcome = await addMeter(work, {
      buildingId: place.buildingId,
      unitId: place.unitId,
      kind: choiceOf(input, "kind") as MeterKind,
      serial: textOf(input, "serial") ?? "",
      zones,
      digits,
      place: textOf(input, "place"),
      verifiedUntil: textOf(input, "verified"),
      day: await today(work, place),
      initial,
    });
    return ended(outcome, t("meters.staff.did.add"));
  },
});

const meterField = async (work: Work, place: MeantPlace): Promise<Field> => ({
  name: "meter",
  label: t("meters.staff.field.meter"),
  input: {
    kind: "choice",
    options: (await metersAt(work, place)).map((meter) => ({
      value: meter.id,
      label: registerWord(meter, ""),
    })),
  },
});

const metersAt = (work: Work, { buildingId, unitId }: MeantPlace): Promise<MeterModel[]> =>
  standingMeters(work.tx, unitId === null ? { buildingId, unitId } : { unitId });

export const verifyMeterForm = meterForm({
  name: "verify",
  fields: async (work, place) => [
    await meterField(work, place),
    {
      name: "until",
      label: t("meters.staff.field.verified"),
      input: { kind: "date", earliest: await today(work, place) },
    },
  ],
  submitted: async (work, _place, input) =>
    ended(
      await verifyMeter(work, {
        meterId: choiceOf(input, "meter") ?? "",
        until: textOf(input, "until") ?? "",
      }),
      t("meters.staff.did.verify"),
    ),
});

export const removeMeterForm = meterForm({
  name: "remove",
  fields: async (work, place) => [
    await meterField(work, place),
    readingsField(true),
    choiceField("sure", ["ask", "right", "turned"]),
  ],
  submitted: async (work, place, input) => {
    const meter = (await metersAt(work, place)).find(({ id }) => id === choiceOf(input, "meter"));
    if (!meter) return { ok: false, text: refusalText({ code: "not-found" }) };
    const typed = textOf(input, "readings");
    const final = typed === null ? [] : readingsIn(typed, capacityOf(digitsOf(meter.capacity)));
    const expected = registersOf(meter).length;
    if (!final || (typed !== null && final.length !== expected))
      return { ok: false, field: "readings", text: t("meters.staff.readings-wrong", { count: expected }) };
    const sure = choiceOf(input, "sure");
    const outcome = await removeMeter(work, {
      meterId: meter.id,
      day: await today(work, place),
      final,
      confirmed: sure === "right" || sure === "turned",
      turned: sure === "turned",
    });
    if (!outcome.ok) return { ...refusedReading(outcome), field: "readings" };
    const { month } = outcome.value;
    return {
      ok: true,
      text:
        month === null
          ? t("meters.staff.did.remove-unread")
          : t("meters.staff.did.remove", { month: monthText(month) }),
    };
  },
});
