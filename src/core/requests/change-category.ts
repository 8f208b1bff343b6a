import type { CategoryModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome, type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";

export interface CategoryChange {
  /** The category to change; without it a new one is added. */
  key?: string | null;
  /** Of a new one: the category above it; null: at the top. */
  parentKey?: string | null;
  /** By language; all of ours are needed. */
  titles: Readonly<Record<string, string>>;
  emergency: boolean;
  /** False: requests keep it, but no new one may have it. */
  active: boolean;
}

type CategoryRefusal = "forbidden" | "category-unknown" | "title-missing" | "too-deep" | "last-category";

const maxTitle = 60;

/** Adds a category to the company's tree, or renames it, makes it an emergency, switches it off or on. */
export const changeCategory = async (
  work: Work,
  change: CategoryChange,
): Promise<Outcome<CategoryModel, CategoryRefusal>> => {
  const companyId = work.actor.kind === "stranger" ? null : work.actor.companyId;
  const refuse = <Code extends CategoryRefusal>(code: Code): Refused<Code> => {
    work.audit({
      act: "category.change",
      subjectType: "category",
      subjectId: change.key ?? null,
      outcome: code,
    });
    return refused(code);
  };
  if (!companyId || !can(work.actor, "company.change", { companyId })) return refuse("forbidden");
  const titles = Object.fromEntries(
    Object.entries(change.titles).map(([language, title]) => [language, title.trim().slice(0, maxTitle)]),
  );
  if (Object.values(titles).some((title) => title === "")) return refuse("title-missing");
  const known = await work.tx.category.findMany({ where: { companyId } });
  const before = change.key ? known.find(({ key }) => key === change.key) : null;
  if (before === undefined) return refuse("category-unknown");
  const parent = change.parentKey ? known.find(({ key }) => key === change.parentKey) : null;
  if (!before && parent === undefined) return refuse("category-unknown");
  if (!before && parent?.parentId) return refuse("too-deep");
  if (!change.active && !known.some(({ active, key }) => active && key !== change.key))
    return refuse("last-category");
  const data = { titles, emergency: change.emergency, active: change.active };
  const after = before
    ? await work.tx.category.update({ where: { id: before.id }, data })
    : await work.tx.category.create({
        data: {
          ...data,
          companyId,
          parentId: parent?.id ?? null,
          key: newKey(known, parent ?? null),
          position: known.length,
        },
      });
  work.audit({
    act: "category.change",
    subjectType: "category",
    subjectId: after.id,
    ...(before
      ? { before: { titles: before.titles, emergency: before.emergency, active: before.active } }
      : {}),
    after: { key: after.key, ...data },
  });
  return done(after);
};

/** Never that of an earlier one: deadline rules go by key. */
const newKey = (known: readonly CategoryModel[], parent: CategoryModel | null): string => {
  const prefix = parent ? `${parent.key}.` : "";
  const taken = new Set(known.map(({ key }) => key));
  for (let number = 1; ; number += 1) {
    const key = `${prefix}own-${number}`;
    if (!taken.has(key)) return key;
  }
};
