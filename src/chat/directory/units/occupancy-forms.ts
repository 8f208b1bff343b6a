import { moveOut } from "../../../core/directory/move-out.ts";
import { parseShare, type Share } from "../../../core/directory/share.ts";
import { changeDates } from "../../../core/directory/units/change-dates.ts";
import { changeShares } from "../../../core/directory/units/change-shares.ts";
import { staffProofs, verifyOccupancy } from "../../../core/directory/units/verify-occupancy.ts";
import { choiceOf, choicesOf, textOf } from "../../answers.ts";
import type { Field, Form } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { occupancyWord, refusalText } from "../words.ts";
import { dayIn, earliestDay, endOfDayIn, zoneOfUnit } from "./day.ts";
import { occupantField, openForUnit } from "./occupant-field.ts";
import { proofWord, shareText } from "./unit-words.ts";

const unitForm = (name: string, form: Pick<Form, "open" | "submitted">): Form => ({
  id: `directory.unit-${name}`,
  title: t(`directory.unit-form.${name}.title`),
  submit: t(`directory.unit-form.${name}.submit`),
  ...form,
});

const shareInput = { kind: "text", maxLength: 20 } as const;

/** A share, or nothing said of it. */
export const shareField = (name: string, label: Field["label"], initial: string): Field => ({
  name,
  label,
  hint: t("directory.unit-form.share-hint"),
  optional: true,
  input: initial ? { ...shareInput, initial } : shareInput,
  validate: (value) =>
    value.kind === "text" && !parseShare(value.text) ? t("directory.unit-form.bad-share") : undefined,
});

/** By what staff know that somebody holds the unit as the register says. */
export const verifyForm = unitForm("verify", {
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "occupancy.verify", (page) => {
      const who = occupantField(page, ({ verified }) => !verified);
      if (who.length === 0) return [];
      const options = staffProofs.map((value) => ({ value, label: proofWord(value) }));
      return [
        ...who,
        { name: "how", label: t("directory.unit-form.how"), input: { kind: "choice", options } },
      ];
    }),
  submitted: async (work, _args, input) => {
    const how = staffProofs.find((proof) => proof === choiceOf(input, "how")) ?? "acquaintance";
    const outcome = await verifyOccupancy(work, { occupancyId: choiceOf(input, "who") ?? "", how });
    return outcome.ok
      ? { ok: true, text: t("directory.unit-form.verify.done") }
      : { ok: false, text: refusalText(outcome) };
  },
});

/** All owners' shares together, so that a part can pass from one to another. */
export const sharesForm = unitForm("shares", {
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "occupancy.change", ({ occupants }) =>
      occupants
        .filter(({ kind }) => kind === "owner")
        .slice(0, 90)
        .map(({ occupancyId, name, share }) =>
          shareField(occupancyId, plain(name), share ? shareText(share) : ""),
        ),
    ),
  submitted: async (work, [unitId = ""], input) => {
    const shares = new Map<string, Share | null>();
    for (const name of Object.keys(input)) shares.set(name, parseShare(textOf(input, name) ?? "") ?? null);
    const outcome = await changeShares(work, { unitId, shares });
    return outcome.ok
      ? { ok: true, text: t("directory.unit-form.shares.done") }
      : { ok: false, text: refusalText(outcome) };
  },
});

/** From when to when somebody holds the unit. */
export const datesForm = unitForm("dates", {
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "occupancy.change", (page) => {
      const who = occupantField(page);
      const day = (name: string): Field => ({
        name,
        label: t(`directory.unit-form.${name}`),
        hint: t(`directory.unit-form.${name}-hint`),
        optional: true,
        input: { kind: "date", earliest: earliestDay },
      });
      const open = { value: "open", label: t("directory.unit-form.open-ended") };
      return who.length === 0
        ? []
        : [
            ...who,
            day("from"),
            day("to"),
            {
              name: "open",
              label: t("directory.unit-form.end"),
              optional: true,
              input: { kind: "choices", options: [open] },
            },
          ];
    }),
  submitted: async (work, [unitId = ""], input) => {
    const occupancyId = choiceOf(input, "who") ?? "";
    const held = await work.tx.occupancy.findUnique({ where: { id: occupancyId } });
    if (!held) return { ok: false, text: refusalText({ ok: false, code: "not-found" }) };
    const zone = await zoneOfUnit(work, unitId);
    const open = choicesOf(input, "open").includes("open");
    const from = dayIn(input, "from", zone) ?? held.from;
    const to = open ? null : (endOfDayIn(input, "to", zone) ?? held.to);
    const outcome = await changeDates(work, { occupancyId, from, to });
    return outcome.ok
      ? { ok: true, text: t("directory.unit-form.dates.done") }
      : { ok: false, text: refusalText(outcome), field: "to" };
  },
});

/** Who moves out, at once. */
export const moveOutForm = unitForm("move-out", {
  open: (work, [unitId = ""]) =>
    openForUnit(work, unitId, "occupancy.end", ({ occupants }) => {
      const people = new Map(occupants.map((occupant) => [occupant.personId, occupant]));
      const options = [...people.values()].map(({ personId, name, kind }) => ({
        value: personId,
        label: joined(" — ", plain(name.slice(0, 50)), occupancyWord(kind)),
      }));
      if (options.length === 0) return [];
      return [
        {
          name: "who",
          label: t("directory.unit-form.move-out.who"),
          hint: t("directory.unit-form.move-out.hint"),
          input: { kind: "choices", options },
        },
      ];
    }),
  submitted: async (work, [unitId = ""], input) => {
    let left = 0;
    for (const personId of choicesOf(input, "who")) {
      const outcome = await moveOut(work, { personId, unitId });
      // Somebody else was faster: that is what was wanted.
      if (!outcome.ok && outcome.code !== "not-found") return { ok: false, text: refusalText(outcome) };
      if (outcome.ok) left += 1;
    }
    return { ok: true, text: t("directory.unit-form.move-out.done", { count: left }) };
  },
});
