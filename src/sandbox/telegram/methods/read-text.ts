import type { MessageEntity } from "@grammyjs/types";
import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { parseBotText } from "../text/bot-text.ts";
import type { FormattedText } from "../text/formatted-text.ts";
import type { MessageContent } from "../world/messages.ts";

/** Names of the three parameters that make one formatted text. */
interface TextNames {
  text: string;
  mode: string;
  entities: string;
}

/** Parsed text of a call; its length is for the caller to judge. */
export function readFormatted(args: Args, names: TextNames): FormattedText {
  return parseBotText({
    text: args.text(names.text),
    parseMode: args.optional(names.mode),
    entities: args.json(names.entities, "entities"),
  });
}

/** Text of sendMessage and editMessageText; `tooLong` differs between the two. */
export function readMessageText(args: Args, tooLong: string): MessageContent {
  if (args.text("text") === "") throw badRequest("message text is empty");
  const { text, entities } = readFormatted(args, { text: "text", mode: "parse_mode", entities: "entities" });
  if (text === "") throw badRequest("text must be non-empty");
  if (text.length > LIMITS.text) throw badRequest(tooLong);
  return { text, ...orNothing("entities", entities) };
}

/** Caption of a media message; empty content when there is none. */
export function readCaption(args: Args): MessageContent {
  const names = { text: "caption", mode: "parse_mode", entities: "caption_entities" };
  const { text, entities } = readFormatted(args, names);
  if (text.length > LIMITS.caption) throw badRequest("message caption is too long");
  if (text === "") return {};
  return { caption: text, ...orNothing("caption_entities", entities) };
}

/** A field with entities, left out when there are none. */
export function orNothing<K extends string>(
  name: K,
  entities: MessageEntity[],
): { [P in K]?: MessageEntity[] } {
  return entities.length > 0 ? ({ [name]: entities } as { [P in K]: MessageEntity[] }) : {};
}
