import type { CategoryTitle } from "../../core/requests/category-title.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import type { RequestState } from "../../database/types.ts";
import { money, plain, type Text, t } from "../text.ts";

/** The requests area's words for what the database names by codes. */
export const stateWord = (state: RequestState): Text => t(`requests.state.${state}`);

/** A company's own title, else the default one by key. */
export const categoryWord = ({ key, titles }: CategoryTitle): Text =>
  titles ? { byLanguage: { ...titles } } : t(`categories.${key}`);

/** Who filed a request; whoever moved out since is not named, as in the unit's history. */
export const authorText = ({ author }: Pick<RequestCard, "author">): Text =>
  author.gone ? t("requests.card.former") : plain(author.name);

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = (refusal: { code: string; params?: Record<string, string | number> }): Text => {
  const { state, currency, ...params } = refusal.params ?? {};
  if (typeof currency === "string") return t(`requests.refusal.${refusal.code}`, amountsIn(params, currency));
  return t(`requests.refusal.${refusal.code}`, {
    ...params,
    ...(typeof state === "string" ? { state: stateWord(state as RequestState) } : {}),
  });
};

/** Amounts of a refusal are minor units as texts. */
const amountsIn = (params: Record<string, string | number>, currency: string) =>
  Object.fromEntries(Object.entries(params).map(([name, minor]) => [name, money(BigInt(minor), currency)]));
