import type { CategoryModel, Db } from "../../database/types.ts";
import { type CategoryTitle, categoryTitle } from "./category-title.ts";

export interface CategoryNode extends CategoryTitle {
  id: string;
  emergency: boolean;
  children: CategoryNode[];
}

type CategoryRow = Pick<CategoryModel, "id" | "parentId" | "key" | "titles" | "emergency">;

/** The active categories of a company as a tree, in their order. In raw SQL, since every step of a new request reads them. */
export const listCategories = async (read: Db, companyId: string): Promise<CategoryNode[]> => {
  const rows = await read.$queryRaw<CategoryRow[]>`
    SELECT "id", "parentId", "key", "titles", "emergency" FROM "Category"
    WHERE "companyId" = ${companyId} AND "active" ORDER BY "position", "key"`;
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
