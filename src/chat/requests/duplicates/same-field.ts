import type { SimilarRequest } from "../../../core/requests/duplicates/similar-requests.ts";
import { sameMatter } from "../../../core/requests/duplicates/similar-requests.ts";
import { choiceOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Option } from "../../form.ts";
import { type Text, t } from "../../text.ts";
import { categoryWord } from "../words.ts";

/** The answer of who has another problem. */
export const anotherMatter = "new";

const mostOffered = 4;

/** Whoever joins a neighbour's request is asked nothing more. */
export const isJoining = (input: FormInput): boolean =>
  (choiceOf(input, "same") ?? anotherMatter) !== anotherMatter;

/**
 * "Join #1001?": asked once the category is known, where neighbours have filed the like lately. `placeOf` tells what the
 * answers say of the place; null: anywhere the resident lives.
 */
export const sameField = (
  similar: readonly SimilarRequest[],
  placeOf: (input: FormInput) => { unitId: string | null; buildingId: string } | null,
  isEmergency: (input: FormInput) => boolean,
): Field => ({
  name: "same",
  label: t("requests.same.label"),
  hint: t("requests.same.hint"),
  input: { kind: "choice", options: [{ value: anotherMatter, label: t("requests.same.another") }] },
  given(input) {
    const category = choiceOf(input, "category");
    if (category === null || isEmergency(input)) return null;
    const wanted = { category, detail: choiceOf(input, "detail") };
    const place = placeOf(input);
    const found = similar.filter(
      (each) => sameMatter(each, wanted) && (place === null || each.buildingId === place.buildingId),
    );
    if (found.length === 0) return null;
    const { given: _, ...field } = this;
    const options: Option[] = [
      ...found.slice(0, mostOffered).map((each) => ({ value: each.id, label: joinText(each) })),
      { value: anotherMatter, label: t("requests.same.another") },
    ];
    return { ...field, input: { kind: "choice", options } };
  },
});

const joinText = ({ number, category, unit, address }: SimilarRequest): Text =>
  t("requests.same.join", {
    number,
    category: categoryWord(category),
    place: unit
      ? t(`requests.place.${unit.kind}`, { number: unit.number, address })
      : t("requests.place.common", { address }),
  });
