import type { PersonActor } from "../../../core/access/actor.ts";
import { answerIncident } from "../../../core/incidents/answer-incident.ts";
import type { Platform } from "../../../core/platform.ts";
import { joinRequest } from "../../../core/requests/duplicates/join-request.ts";
import { type SimilarRequest, similarRequests } from "../../../core/requests/duplicates/similar-requests.ts";
import { type EmergencyKind, emergencyOfCategory } from "../../../core/requests/emergency.ts";
import { type FileRequest, fileRequest } from "../../../core/requests/file-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import { type CategoryNode, listCategories } from "../../../core/requests/list-categories.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, locationOf, textOf, typedIn } from "../../answers.ts";
import type { FieldInput, FormInput } from "../../event.ts";
import type { Field, Form, FormResult, Option } from "../../form.ts";
import {
  incidentAnswerIn,
  incidentField,
  incidentsHere,
  isAnswered,
} from "../../incidents/incident-question.ts";
import { type Text, t } from "../../text.ts";
import { anotherMatter, isJoining, sameField } from "../duplicates/same-field.ts";
import { emergencyIn, emergencyRemark } from "../emergency-remark.ts";
import { type Place, placesOf } from "../places.ts";
import { categoryWord, refusalText } from "../words.ts";

/** A resident's request: what, photos, category, where, when access is possible. */
export const newRequestForm: Form = {
  id: "request.new",
  title: t("requests.new.title"),
  submit: t("requests.new.submit"),
  growing: "text",
  open: async (work) => {
    const { actor } = work;
    if (actor.kind !== "person" || actor.occupancies.length === 0)
      return { ok: false, text: t("requests.new.residents-only") };
    // This is read at every step of the form.
    const [categories, places, similar, incidents] = await Promise.all([
      listCategories(work.tx, actor.companyId),
      placesFor(work, actor),
      similarRequests(work.tx, actor, work.now),
      incidentsHere(work, actor),
    ]);
    const asked =
      incidents.incidents.length > 0 ? [withoutEmergency(incidentField(incidents, actor, places))] : [];
    return { ok: true, fields: fieldsOf(categories, places, asked, similar) };
  },
  submitted: async (work, _args, input) => {
    const { actor } = work;
    if (actor.kind !== "person" || !actor.account)
      return { ok: false, text: t("requests.new.residents-only") };
    const toIncident = incidentAnswerIn(input);
    if (toIncident) {
      const answered = await answerIncident(work, toIncident);
      if (answered.ok && toIncident.answer === "thanked")
        return { ok: true, text: t("incidents.question.thanked") };
    }
    const joined = await join(work, choiceOf(input, "same"), input, actor.account.platform);
    if (joined) return joined;
    const place = placeIn(await placesFor(work, actor), input);
    if (!place) return { ok: false, field: "place", text: t("requests.new.place-gone") };
    const filed = await fileRequest(work, {
      ...place,
      categoryKey: await categoryOf(work, actor, input),
      text: textOf(input, "text") ?? "",
      access: textOf(input, "access"),
      location: locationOf(input, "location"),
      files: filesOf(actor.account.platform, input, "photos"),
      source: typedIn(input, "text"),
    });
    return filed.ok ? { ok: true } : { ok: false, text: refusalText(filed) };
  },
};

/** Joins the neighbour's request that was chosen; null where there is none, or none any more. */
const join = async (
  work: Work,
  requestId: string | null,
  input: FormInput,
  platform: Platform,
): Promise<FormResult | null> => {
  if (requestId === null || requestId === anotherMatter) return null;
  const joined = await joinRequest(work, {
    requestId,
    text: textOf(input, "text"),
    files: filesOf(platform, input, "photos"),
    source: typedIn(input, "text"),
  });
  if (joined.ok)
    return { ok: true, text: t("requests.same.joined", { number: joined.value.request.number }) };
  // What ended or was joined meanwhile is no reason to lose what was written.
  const passing: string[] = ["wrong-state", "not-found", "forbidden", "own-request", "already-joined"];
  return passing.includes(joined.code) ? null : { ok: false, text: refusalText(joined) };
};

const fieldsOf = (
  categories: CategoryNode[],
  places: Place[],
  incidents: Field[],
  similar: readonly SimilarRequest[],
): Field[] => [
  {
    name: "text",
    label: t("requests.new.text"),
    hint: t("requests.new.text-hint"),
    input: { kind: "text", multiline: true, minLength: 3, maxLength: limits.text },
    remark: emergencyRemark,
  },
  {
    name: "photos",
    label: t("requests.new.photos", { max: limits.files }),
    optional: true,
    input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
    given(input) {
      return isEmergency(input) ? null : withoutGiven(this);
    },
  },
  {
    name: "category",
    label: t("requests.new.category"),
    input: { kind: "choice", options: categories.map(optionOf) },
    remark: categoryRemark,
    given(input) {
      return categoryTold(categories, input) ? null : withoutGiven(this);
    },
  },
  {
    name: "detail",
    label: t("requests.new.detail"),
    optional: true,
    input: { kind: "choice", options: [] },
    remark: categoryRemark,
    given(input) {
      const parent = categories.find(({ key }) => key === choiceOf(input, "category"));
      if (!parent || parent.children.length === 0) return null;
      const options = parent.children.map(optionOf);
      return { ...withoutGiven(this), input: { kind: "choice", options } };
    },
  },
  placeField(places),
  ...incidents,
  unlessAnswered(sameField(similar, (input) => placeChosen(places, input), isEmergency)),
  {
    name: "location",
    label: t("requests.new.location"),
    optional: true,
    input: { kind: "location" },
    given(input) {
      const asked = choiceOf(input, "category") === "yard" && !isJoining(input) && !isAnswered(input);
      return asked ? withoutGiven(this) : null;
    },
  },
  {
    name: "access",
    label: t("requests.new.access"),
    hint: t("requests.new.access-hint"),
    optional: true,
    input: { kind: "text", maxLength: limits.access },
    given(input) {
      return isEmergency(input) || isJoining(input) || isAnswered(input) ? null : withoutGiven(this);
    },
  },
];

const placeField = (places: Place[]): Field => ({
  name: "place",
  label: t("requests.new.place"),
  input: { kind: "choice", options: places.map(({ value, label }) => ({ value, label })) },
  given(input) {
    // Danger is filed at once; in which of several homes it is, the card asks.
    if (isEmergency(input)) return null;
    // One that was moved out of meanwhile is asked for again, although there may be a single one left.
    if (isGone(places, input)) return withoutGiven(this);
    const several = places.filter(({ unitId }) => unitId !== null).length > 1;
    return several || common.has(choiceOf(input, "category") ?? "") ? withoutGiven(this) : null;
  },
});

const homesOf = (places: readonly Place[]): Place[] => places.filter(({ isHome }) => isHome);

/** What belongs to these is mostly in the common places, which neighbours have in common. */
const common: ReadonlySet<string> = new Set(["lift", "cleaning", "entrance", "yard"]);

/** Where the answers say it is; null while they leave it open. */
const placeChosen = (places: readonly Place[], input: FormInput): Place | null =>
  places.find(({ value }) => value === choiceOf(input, "place")) ?? null;

const isGone = (places: readonly Place[], input: FormInput): boolean =>
  choiceOf(input, "place") !== null && placeChosen(places, input) === null;

/** Who holds one unit needs no look-up to be asked where. */
const placesFor = (work: Work, actor: PersonActor): Place[] | Promise<Place[]> =>
  actor.occupancies.length > 1 ? placesOf(work, actor) : placesOfOne(actor);

/** The common places first: they are asked about only where those are likely. */
const placesOfOne = ({ occupancies: [only] }: PersonActor): Place[] =>
  only
    ? [
        {
          value: only.buildingId,
          label: t("requests.place-shared"),
          unitId: null,
          buildingId: only.buildingId,
          isHome: false,
        },
        {
          value: only.unitId,
          label: t("requests.place-own"),
          unitId: only.unitId,
          buildingId: only.buildingId,
          isHome: true,
        },
      ]
    : [];

/** What is dangerous is filed whatever is known of it. */
const withoutEmergency = (field: Field): Field => ({
  ...field,
  given: (input) => (isEmergency(input) ? null : (field.given?.(input) ?? null)),
});

/** Whom an incident has answered is not asked whether a neighbour has written of it. */
const unlessAnswered = (field: Field): Field => ({
  ...field,
  given: (input) => (isAnswered(input) ? null : (field.given?.(input) ?? null)),
});

const optionOf = (category: CategoryNode): Option => ({ value: category.key, label: categoryWord(category) });

const withoutGiven = ({ given: _, ...field }: Field): Field => field;

/** An emergency is filed at once: nothing is asked that can be asked later. */
const isEmergency = (input: FormInput): boolean =>
  emergencyIn(textOf(input, "text") ?? "") !== null ||
  ["detail", "category"].some((field) => emergencyOfCategory(choiceOf(input, field) ?? "") !== null);

const categoryOfEmergency: Readonly<Record<EmergencyKind, string>> = {
  gas: "gas",
  fire: "other",
  lift: "lift.stuck",
  sparks: "electricity.sparks",
  power: "electricity.no-power",
  sewage: "plumbing.sewer",
  flood: "plumbing.burst",
  heating: "heating.none",
};

/** The category that the words themselves tell, when the company has it. */
const categoryTold = (categories: readonly CategoryNode[], input: FormInput): string | undefined => {
  const found = emergencyIn(textOf(input, "text") ?? "");
  const key = found && categoryOfEmergency[found.kind];
  return categories.flatMap((node) => [node, ...node.children]).find((node) => node.key === key)?.key;
};

const categoryOf = async (work: Work, actor: PersonActor, input: FormInput): Promise<string> =>
  choiceOf(input, "detail") ??
  choiceOf(input, "category") ??
  categoryTold(await listCategories(work.tx, actor.companyId), input) ??
  "other";

const categoryRemark = (value: FieldInput): Text | undefined =>
  value.kind === "choice" && value.value === "gas" ? t("requests.emergency.gas") : undefined;

/**
 * Where it is; null where the place that was chosen is not theirs any more: nobody is sent to another home than the one
 * that was meant. An emergency does not wait for that: it is filed for the house, with the homes that it may be about.
 */
const placeIn = (places: readonly Place[], input: FormInput): Filed | null => {
  const chosen = placeChosen(places, input);
  if (chosen) return { unitId: chosen.unitId, buildingId: chosen.buildingId };
  const homes = homesOf(places);
  const gone = isGone(places, input);
  const [first = places.find(({ unitId }) => unitId !== null)] = homes;
  if (!first || (gone && !isEmergency(input))) return null;
  const { unitId, buildingId } = first;
  if (homes.length < 2 && !gone) return { unitId, buildingId };
  if (!isEmergency(input)) return { unitId, buildingId };
  return { unitId: null, buildingId, homes: homes.flatMap((home) => home.unitId ?? []) };
};

type Filed = Pick<FileRequest, "unitId" | "buildingId" | "homes">;
