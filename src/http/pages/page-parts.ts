import type { IncomingMessage } from "node:http";
import type { Translator } from "../../chat/translator.ts";
import type { Core } from "../../core/work/core.ts";

export interface PageParts {
  core: Core;
  translator: Translator;
}

/** A reader whom only the browser tells of. */
export const browserLanguage = ({ match }: Translator, request: IncomingMessage): string =>
  (request.headers["accept-language"] ?? "")
    .split(",")
    .map((tag) => match(tag.trim()))
    .find((language) => language !== undefined) ?? "en";
