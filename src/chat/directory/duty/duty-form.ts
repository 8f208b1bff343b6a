import { dutyPeople } from "../../../core/directory/duty/duty-people.ts";
import { setShift } from "../../../core/directory/duty/set-shift.ts";
import { shiftTimes } from "../../../core/directory/duty/shift-times.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { Field, Form } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { refusalText, roleWord } from "../words.ts";

const wholeCompany = "company";

/** Somebody on call for some time: tonight unless other hours are said. */
export const dutyForm: Form = {
  id: "directory.duty",
  title: t("directory.duty.title"),
  submit: t("directory.duty.submit"),
  open: async ({ tx, vault, actor }) => {
    if (actor.kind !== "person" || !maySomewhere(actor, "oncall.set"))
      return { ok: false, text: refusalText({ ok: false, code: "forbidden" }) };
    const { companyId, personId } = actor;
    const people = await dutyPeople(tx, vault, companyId);
    if (people.length === 0) return { ok: false, text: refusalText({ ok: false, code: "no-role" }) };
    const buildings = await tx.building.findMany({ where: { companyId }, orderBy: { address: "asc" } });
    const everywhere = actor.roles.some(({ buildingId }) => buildingId === null);
    const mine = buildings.filter(
      ({ id }) => everywhere || actor.roles.some(({ buildingId }) => buildingId === id),
    );
    const places = [
      ...(everywhere ? [{ value: wholeCompany, label: t("directory.role.everywhere") }] : []),
      ...mine.map(({ id, address }) => ({ value: id, label: plain(address) })),
    ];
    const me = people.some((person) => person.personId === personId) ? { initial: personId } : {};
    return {
      ok: true,
      fields: [
        {
          name: "who",
          label: t("directory.duty.who"),
          input: {
            kind: "choice",
            ...me,
            options: people.map(({ personId: value, name, kind }) => ({
              value,
              label: joined(" — ", plain(name.slice(0, 50)), roleWord(kind)),
            })),
          },
        },
        {
          name: "where",
          label: t("directory.duty.where"),
          input: { kind: "choice", options: places, ...(places[0] ? { initial: places[0].value } : {}) },
        },
        hours("from", "20:00"),
        hours("to", "08:00"),
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const { actor, tx, now } = work;
    const companyId = actor.kind === "person" ? actor.companyId : "";
    const place = choiceOf(input, "where");
    const buildingId = place === wholeCompany ? null : place;
    const zoned = buildingId
      ? await tx.building.findUnique({ where: { id: buildingId } })
      : await tx.company.findUnique({ where: { id: companyId } });
    const times = shiftTimes(
      textOf(input, "from") ?? "",
      textOf(input, "to") ?? "",
      zoned?.timeZone ?? "UTC",
      now,
    );
    if (!times) return { ok: false, text: t("directory.duty.bad-time"), field: "to" };
    const personId = choiceOf(input, "who") ?? "";
    const outcome = await setShift(work, { companyId, personId, buildingId, ...times });
    if (outcome.ok) return { ok: true, text: t("directory.duty.done") };
    const field = { "bad-dates": "to", "shift-too-long": "to", "duty-taken": "from", "no-role": "who" }[
      String(outcome.code)
    ];
    const text = refusalText(outcome);
    return field ? { ok: false, text, field } : { ok: false, text };
  },
};

const hours = (name: "from" | "to", initial: string): Field => ({
  name,
  label: t(`directory.duty.${name}`),
  hint: t("directory.duty.time-hint"),
  input: { kind: "text", maxLength: 20, initial },
});
