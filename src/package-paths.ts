import { join } from "node:path";
import { packageRoot } from "./database/package-root.ts";

/** The same from src/ and from dist/. */
export const localesFolder = join(packageRoot, "locales");
