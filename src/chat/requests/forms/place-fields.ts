import type { PersonActor } from "../../../core/access/actor.ts";
import { can } from "../../../core/access/policy.ts";
import { findUnits } from "../../../core/directory/find-units.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { plain, type Text, t } from "../../text.ts";

const maxSpot = 120;

/**
 * Where something is, as staff tell it: a unit, or by its house alone a common place, and the spot there. Houses are
 * those where the actor may file for others.
 */
export const placeFields = async (work: Work, actor: PersonActor): Promise<Field[]> => {
  const houses = await housesOf(work, actor);
  return [
    {
      name: "place",
      label: t("requests.file-for.place"),
      hint: t("requests.file-for.place-hint"),
      optional: true,
      input: { kind: "text", maxLength: 200 },
    },
    {
      name: "house",
      label: t("requests.file-for.house"),
      hint: t("requests.file-for.house-hint"),
      optional: true,
      input: {
        kind: "choice",
        options: houses.map(({ id, address }) => ({ value: id, label: plain(address) })),
      },
    },
    {
      name: "spot",
      label: t("requests.file-for.spot"),
      hint: t("requests.file-for.spot-hint"),
      optional: true,
      input: { kind: "text", maxLength: maxSpot },
    },
  ];
};

const housesOf = async (work: Work, actor: PersonActor) => {
  const { companyId } = actor;
  const houses = await work.tx.building.findMany({
    where: { companyId },
    select: { id: true, address: true },
    orderBy: { address: "asc" },
  });
  return houses.filter(({ id }) => can(actor, "request.take", { companyId, buildingId: id }));
};

type ChosenPlace =
  | { ok: true; place: { unitId: string } | { buildingId: string } }
  | { ok: false; field: string; text: Text };

/** The one unit or house that the answers name; else what to write. */
export const placeChosen = async (
  work: Work,
  { companyId }: PersonActor,
  input: FormInput,
): Promise<ChosenPlace> => {
  const typed = textOf(input, "place");
  const house = choiceOf(input, "house");
  const mistake = (text: Text): ChosenPlace => ({ ok: false, field: "place", text });
  if (!typed)
    return house ? { ok: true, place: { buildingId: house } } : mistake(t("requests.file-for.no-place"));
  const units = await findUnits(work.tx, companyId, typed, 8, house);
  const [unit, another] = units;
  if (!unit) return mistake(t("requests.file-for.no-such-unit", { place: plain(typed) }));
  if (!another) return { ok: true, place: { unitId: unit.id } };
  const found = units.map(({ address, number }) => `${address}, ${number}`).join("; ");
  return mistake(t("requests.file-for.several-units", { found: plain(found) }));
};

/** The words with the spot before them, for whoever has to find it. */
export const withSpot = (input: FormInput, text: string): string => {
  const spot = textOf(input, "spot");
  return spot ? `${spot}: ${text}` : text;
};
