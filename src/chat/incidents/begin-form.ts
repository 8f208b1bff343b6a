import { can } from "../../core/access/policy.ts";
import { beginIncident, type NewIncident } from "../../core/incidents/begin-incident.ts";
import { listCategories } from "../../core/requests/list-categories.ts";
import type { Work } from "../../core/work/work.ts";
import { readMoment } from "../announcements/read-moment.ts";
import { readPart } from "../announcements/read-part.ts";
import { type Around, zoneOf } from "../announcements/write-fields.ts";
import { aroundOf } from "../announcements/write-form.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Form, FormResult } from "../form.ts";
import { type Translate, t } from "../text.ts";
import { incidentFields, textsOf } from "./incident-fields.ts";
import { incidentCategory, refusalText } from "./words.ts";

/** `/domovoy incident`: what is off, where, until when, and what residents are told. */
export const beginForm = (translate: Translate): Form => ({
  id: "incident.begin",
  title: t("incidents.begin.form"),
  submit: t("incidents.begin.submit"),
  open: async (work) => {
    const around = await manageable(work);
    if (!around) return { ok: false, text: t("incidents.refusal.forbidden") };
    const categories = await listCategories(work.tx, around.companyId);
    return { ok: true, intro: t("incidents.begin.intro"), fields: incidentFields(around, categories) };
  },
  submitted: async (work, _args, input): Promise<FormResult> => {
    const around = await manageable(work);
    if (!around) return { ok: false, text: t("incidents.refusal.forbidden") };
    const place = await placeIn(work, around, input);
    if (!place.ok) return place;
    const categoryKey = choiceOf(input, "category") ?? "";
    const timeZone = zoneOf(around, [place.value.buildingId]);
    const what = await incidentCategory(work.tx, { companyId: around.companyId, categoryKey });
    const begun = await beginIncident(work, {
      ...place.value,
      categoryKey,
      expectedEndAt: readMoment(textOf(input, "end") ?? "", timeZone, work.now) ?? work.now,
      texts: textsOf(input, t("incidents.announcement.title", { what }), translate),
      isAnother: choiceOf(input, "another") === "yes",
    });
    if (!begun.ok) {
      const text = refusalText(begun);
      const field = faulty[begun.code];
      return field ? { ok: false, text, field } : { ok: false, text };
    }
    const { number, linked } = begun.value;
    return { ok: true, text: t("incidents.begin.done", { number, count: linked }) };
  },
});

/** The field that a refusal is about. */
const faulty: Readonly<Record<string, string>> = { "end-in-past": "end", "open-already": "another" };

type Manageable = Around & { companyId: string };

/** The buildings in which the actor handles incidents. */
const manageable = async (work: Work): Promise<Manageable | null> => {
  const around = await aroundOf(work);
  const { actor } = work;
  if (!around || actor.kind !== "person") return null;
  const { companyId } = actor;
  const buildings = around.buildings.filter(({ id }) =>
    can(actor, "incident.manage", { companyId, buildingId: id }),
  );
  return buildings.length > 0 ? { ...around, buildings, companyId } : null;
};

type Read =
  | { ok: true; value: Pick<NewIncident, "buildingId" | "entrance" | "riser" | "unitIds"> }
  | Extract<FormResult, { ok: false }>;

const placeIn = async (work: Work, { buildings }: Around, input: FormInput): Promise<Read> => {
  const buildingId = choiceOf(input, "building") ?? buildings[0]?.id ?? "";
  const whole = { buildingId, entrance: null, riser: null, unitIds: null };
  const typed = textOf(input, "part");
  const part = typed === null ? null : readPart(typed);
  if (part === null) return { ok: true, value: whole };
  if ("entrance" in part) return { ok: true, value: { ...whole, entrance: part.entrance } };
  if ("riser" in part) return { ok: true, value: { ...whole, riser: part.riser } };
  const units = await work.tx.unit.findMany({
    where: { buildingId, number: { in: part.numbers } },
    select: { id: true, number: true },
  });
  const missing = part.numbers.filter((number) => !units.some((unit) => unit.number === number));
  if (missing.length > 0) {
    const list = missing.slice(0, 10).join(", ");
    return { ok: false, field: "part", text: t("announcements.refusal.no-such-units", { list }) };
  }
  return { ok: true, value: { ...whole, unitIds: units.map(({ id }) => id) } };
};
