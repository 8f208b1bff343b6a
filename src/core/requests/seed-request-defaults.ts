import type { Work } from "../work/work.ts";
import { type CategorySeed, defaultCategories } from "./categories.ts";
import { defaultDeadlines } from "./default-deadlines.ts";

/** The categories and deadline rules that a new company starts with; part of creating the company. */
export const seedRequestDefaults = async (work: Work, companyId: string): Promise<void> => {
  await addCategories(work, companyId, null, defaultCategories);
  await work.tx.deadlineRule.createMany({
    data: defaultDeadlines.map((seed) => ({ ...seed, companyId, validFrom: new Date(0) })),
  });
};

const addCategories = async (
  work: Work,
  companyId: string,
  parentId: string | null,
  seeds: readonly CategorySeed[],
): Promise<void> => {
  for (const [position, { key, emergency, children }] of seeds.entries()) {
    const { id } = await work.tx.category.create({
      data: { companyId, parentId, key, emergency, position },
      select: { id: true },
    });
    await addCategories(work, companyId, id, children);
  }
};
