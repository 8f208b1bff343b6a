import { areaToDecimal, parseArea } from "../../../core/directory/area.ts";
import { parseFloor } from "../../../core/directory/floor.ts";
import { parseShare } from "../../../core/directory/share.ts";
import { addOccupant } from "../../../core/directory/units/add-occupant.ts";
import { changeUnit, unitKinds } from "../../../core/directory/units/change-unit.ts";
import { staffProofs } from "../../../core/directory/units/verify-occupancy.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { Field, Form } from "../../form.ts";
import { t } from "../../text.ts";
import { isOccupancyKind, occupancyKinds, occupancyWord, refusalText } from "../words.ts";
import { dayIn, earliestDay, endOfDayIn, zoneOfUnit } from "./day.ts";
import { shareField } from "./occupancy-forms.ts";
import { openForUnit } from "./occupant-field.ts";
import { proofWord, unitKindWord } from "./unit-words.ts";

const optionalText = (name: string, maxLength: number, initial = ""): Field => ({
  name,
  label: t(`directory.unit.fact.${name}`),
  optional: true,
  input: { kind: "text", maxLength, ...(initial ? { initial } : {}) },
});

/** What is known of the unit itself. */
export const factsForm: Form = {
  id: "directory.unit-facts",
  title: t("directory.unit-form.facts.title"),
  submit: t("directory.unit-form.facts.submit"),
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "unit.change", ({ kind, entrance, floor, riser, area, account }) => [
      {
        name: "kind",
        label: t("directory.unit.fact.kind"),
        input: {
          kind: "choice",
          initial: kind,
          options: unitKinds.map((value) => ({ value, label: unitKindWord(value) })),
        },
      },
      optionalText("entrance", 20, entrance ?? ""),
      {
        ...optionalText("floor", 10, floor === null ? "" : String(floor)),
        validate: (value) =>
          value.kind === "text" && parseFloor(value.text) === undefined
            ? t("directory.unit-form.bad-floor")
            : undefined,
      },
      optionalText("riser", 20, riser ?? ""),
      {
        ...optionalText("area", 20, area === null ? "" : areaToDecimal(area)),
        validate: (value) =>
          value.kind === "text" && parseArea(value.text) === undefined
            ? t("directory.unit-form.bad-area")
            : undefined,
      },
      optionalText("account", 40, account ?? ""),
    ]),
  submitted: async (work, [unitId = ""], input) => {
    const outcome = await changeUnit(work, {
      unitId,
      kind: unitKinds.find((kind) => kind === choiceOf(input, "kind")) ?? "apartment",
      entrance: textOf(input, "entrance"),
      floor: parseFloor(textOf(input, "floor") ?? "") ?? null,
      riser: textOf(input, "riser"),
      area: parseArea(textOf(input, "area") ?? "") ?? null,
      account: textOf(input, "account"),
    });
    if (outcome.ok) return { ok: true, text: t("directory.unit-form.facts.done") };
    const field = { "unit-taken": "kind", "account-taken": "account" }[String(outcome.code)];
    const text = refusalText(outcome);
    return field ? { ok: false, text, field } : { ok: false, text };
  },
};

/** Somebody who owns, rents or lives in the unit. */
export const addPersonForm: Form = {
  id: "directory.unit-add",
  title: t("directory.unit-form.add.title"),
  submit: t("directory.unit-form.add.submit"),
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "person.add", () => [
      {
        name: "name",
        label: t("directory.ask.name"),
        hint: t("directory.ask.name-hint"),
        input: { kind: "text", minLength: 2, maxLength: 200 },
      },
      {
        name: "kind",
        label: t("directory.approve.kind"),
        input: {
          kind: "choice",
          options: occupancyKinds.map((value) => ({ value, label: occupancyWord(value) })),
        },
      },
      {
        name: "phone",
        label: t("directory.unit-form.phone"),
        optional: true,
        input: { kind: "text", maxLength: 100 },
      },
      {
        name: "email",
        label: t("directory.unit-form.email"),
        optional: true,
        input: { kind: "text", maxLength: 254 },
      },
      shareField("share", t("directory.unit-form.share"), ""),
      day("from"),
      day("to"),
      {
        name: "how",
        label: t("directory.unit-form.how"),
        hint: t("directory.unit-form.how-hint"),
        optional: true,
        input: {
          kind: "choice",
          options: staffProofs.map((value) => ({ value, label: proofWord(value) })),
        },
      },
    ]),
  submitted: async (work, [unitId = ""], input) => {
    const zone = await zoneOfUnit(work, unitId);
    const kind = choiceOf(input, "kind");
    const outcome = await addOccupant(work, {
      unitId,
      name: textOf(input, "name") ?? "",
      phone: textOf(input, "phone"),
      email: textOf(input, "email"),
      kind: isOccupancyKind(kind) ? kind : "household",
      share: parseShare(textOf(input, "share") ?? "") ?? null,
      from: dayIn(input, "from", zone) ?? work.now,
      to: endOfDayIn(input, "to", zone),
      verifiedHow: staffProofs.find((proof) => proof === choiceOf(input, "how")) ?? null,
    });
    if (outcome.ok) return { ok: true, text: t("directory.unit-form.add.done") };
    const field = faultyField[outcome.code];
    const text = refusalText(outcome);
    return field ? { ok: false, text, field } : { ok: false, text };
  },
};

const day = (name: "from" | "to"): Field => ({
  name,
  label: t(`directory.unit-form.${name}`),
  optional: true,
  input: { kind: "date", earliest: earliestDay },
});

/** The field that a refusal is about. */
const faultyField: Readonly<Record<string, string>> = {
  "bad-name": "name",
  "bad-phone-cell": "phone",
  "bad-email": "email",
  "bad-dates": "to",
  "share-over": "share",
  "already-there": "name",
};
