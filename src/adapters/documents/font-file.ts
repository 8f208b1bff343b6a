import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const fonts = dirname(require.resolve("dejavu-fonts-ttf/package.json"));
/** One of the DejaVu fonts, which have all of Latin and Cyrillic. */
export const fontFile = (name: string): string => join(fonts, "ttf", `${name}.ttf`);
