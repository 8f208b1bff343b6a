import { fileURLToPath } from "node:url";
import type { Translate } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";

const locales = fileURLToPath(new URL("../../../locales", import.meta.url));

export const translate: Translate = createTranslator(locales).translate;
