import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const find = (folder: string): string => {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "prisma"))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error("The folder with package.json and prisma/ was not found; keep dist/ inside of it.");
  return find(parent);
};

/** The folder that holds package.json and prisma/, whether the code runs from src/ or from dist/. */
export const packageRoot = find(dirname(fileURLToPath(import.meta.url)));
