import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { withDetectedEntities } from "./detect-entities.ts";
import { type FormattedText, sortEntities, trimFormatted } from "./formatted-text.ts";
import { readGivenEntities } from "./given-entities.ts";
import { parseHtml } from "./html.ts";

export interface RawText {
  text: string;
  parseMode: string | undefined;
  entities: unknown;
}

/** Text as a bot sent it → text and entities as they are stored; the length is not checked here. */
export function parseBotText(raw: RawText): FormattedText {
  if (raw.text.length > LIMITS.rawText) throw badRequest("text is too long");
  const parsed = trimFormatted(readMarkup(raw));
  const complete = withDetectedEntities({ text: parsed.text, entities: sortEntities(parsed.entities) });
  if (complete.entities.length > LIMITS.entities) complete.entities.length = LIMITS.entities;
  return complete;
}

function readMarkup(raw: RawText): FormattedText {
  switch (raw.parseMode?.toLowerCase() ?? "") {
    case "":
      return {
        text: raw.text,
        entities: raw.entities === undefined ? [] : readGivenEntities(raw.text, raw.entities),
      };
    case "html":
      return parseHtml(raw.text);
    case "markdown":
    case "markdownv2":
      throw badRequest("unsupported parse_mode: this local server reads HTML and entities only");
    default:
      throw badRequest("unsupported parse_mode");
  }
}
