import type { CategoryNode } from "../../core/requests/list-categories.ts";
import type { Option } from "../form.ts";
import { joined } from "../text.ts";
import { categoryWord } from "./words.ts";

/** The category tree as one list, each child under its parent's name, for a select. */
export const categoryOptions = (tree: readonly CategoryNode[]): Option[] =>
  tree.flatMap((node) => [
    { value: node.key, label: categoryWord(node) },
    ...node.children.map((child) => ({
      value: child.key,
      label: joined(" · ", categoryWord(node), categoryWord(child)),
    })),
  ]);
