import type { CategoryModel } from "../../database/types.ts";

/** How a category is called: by language where the company named it itself, else by key from the locales. */
export interface CategoryTitle {
  key: string;
  titles: Readonly<Record<string, string>> | null;
}

export const categoryTitle = ({ key, titles }: Pick<CategoryModel, "key" | "titles">): CategoryTitle => ({
  key,
  titles: titles as Record<string, string> | null,
});
