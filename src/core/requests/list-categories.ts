import type { Db } from "../../database/types.ts";
import { type CategoryTitle, categoryTitle } from "./category-title.ts";

export interface CategoryNode extends CategoryTitle {
  id: string;
  emergency: boolean;
  children: CategoryNode[];
}

/** The active categories of a company as a tree, in their order. */
export const listCategories = async (read: Db, companyId: string): Promise<CategoryNode[]> => {
  const rows = await read.category.findMany({
    where: { companyId, active: true },
    select: { id: true, parentId: true, key: true, titles: true, emergency: true },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  const under = (parentId: string | null): CategoryNode[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .map((row) => ({
        id: row.id,
        emergency: row.emergency,
        ...categoryTitle(row),
        children: under(row.id),
      }));
  return under(null);
};
