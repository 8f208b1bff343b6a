import { blocksTooLong } from "../block-kit/block-size.ts";
import { checkBlocks } from "../block-kit/check-blocks.ts";
import { characters, checkRule } from "../block-kit/check-rule.ts";
import { normaliseBlocks } from "../block-kit/normalise-blocks.ts";
import { any, isObject, type JsonObject, list, object, type Rule } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { richTextOf } from "../state/rich-text.ts";
import { checkMetadata } from "./metadata.ts";
import type { Answer, Arguments } from "./method.ts";
import { explained, refusal } from "./method.ts";

const TRUNCATED_AT = 40_000;
const MARKDOWN_MAX = 12_000;
const ATTACHMENTS_MAX = 100;

export interface Content {
  readonly text: string | undefined;
  readonly blocks: JsonObject[] | undefined;
  /** Slack made the blocks from the text. */
  readonly blocksFromText: boolean;
  readonly attachments: JsonObject[] | undefined;
  readonly metadata: JsonObject | undefined;
}

const attachment: Rule = object(
  {},
  Object.fromEntries(
    [
      "actions author_icon author_link author_name author_subname blocks callback_id color fallback fields",
      "footer footer_icon image_url mrkdwn_in pretext text thumb_url title title_link ts",
    ]
      .join(" ")
      .split(" ")
      .map((name) => [name, any] as const),
  ),
);

/** The content of a message in a call's arguments, checked as Slack checks it. */
export const readContent = (
  context: Context,
  args: Arguments,
  limits: { readonly textMax?: number } = {},
): { readonly content: Content } | { readonly refused: Answer } => {
  const text = args.text("text");
  const markdown = args.text("markdown_text");
  const given = args.json("blocks");
  const attachments = args.json("attachments");
  if (markdown !== undefined && (text !== undefined || given !== undefined))
    return { refused: refusal("markdown_text_conflict") };
  if (markdown !== undefined && characters(markdown) > MARKDOWN_MAX)
    return { refused: refusal("msg_too_long") };
  if (limits.textMax !== undefined && text !== undefined && characters(text) > limits.textMax)
    return { refused: refusal("msg_too_long") };

  const problem =
    blocksProblem(given) ?? attachmentsProblem(attachments) ?? checkMetadata(args.json("metadata"));
  if (problem) return { refused: problem };

  const token = (): string => context.workspace.ids.token(5);
  const shown = text === undefined ? markdown : [...text].slice(0, TRUNCATED_AT).join("");
  const own = Array.isArray(given) ? normaliseBlocks(given, token) : undefined;
  const metadata = args.json("metadata");
  return {
    content: {
      text: shown,
      ...fromText(shown, own, markdown !== undefined, token),
      attachments: Array.isArray(attachments)
        ? attachments.filter(isObject).map((item, index) => ({ id: index + 1, ...item }))
        : undefined,
      metadata: isObject(metadata) ? metadata : undefined,
    },
  };
};

const fromText = (
  text: string | undefined,
  own: JsonObject[] | undefined,
  isMarkdown: boolean,
  token: () => string,
): { blocks: JsonObject[] | undefined; blocksFromText: boolean } => {
  if (own !== undefined && own.length > 0) return { blocks: own, blocksFromText: false };
  if (text === undefined || text.trim() === "") return { blocks: own, blocksFromText: false };
  if (isMarkdown) return { blocks: [{ type: "markdown", text, block_id: token() }], blocksFromText: true };
  return { blocks: [richTextOf(text, token())], blocksFromText: true };
};

export const blocksProblem = (blocks: unknown): Answer | undefined => {
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refusal("invalid_blocks_format");
  const problems = checkBlocks("message", blocks);
  if (problems.length > 0) return explained("invalid_blocks", problems, true);
  return blocksTooLong(blocks) ? refusal("msg_blocks_too_long") : undefined;
};

const attachmentsProblem = (attachments: unknown): Answer | undefined => {
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments)) return refusal("invalid_attachments");
  if (attachments.length > ATTACHMENTS_MAX) return refusal("too_many_attachments");
  const problems = checkRule(list(attachment), attachments, "/attachments");
  if (problems.length > 0) return explained("invalid_attachments", problems);
  const inner = attachments.flatMap((item, index) =>
    isObject(item) && item.blocks !== undefined
      ? checkBlocks("message", item.blocks, `/attachments/${index}/blocks`)
      : [],
  );
  return inner.length > 0 ? explained("invalid_blocks", inner, true) : undefined;
};

/** True when there is nothing to show: Slack's no_text. */
export const isEmpty = (content: Content): boolean =>
  (content.text === undefined || content.text.trim() === "") &&
  (content.blocks === undefined || content.blocks.length === 0) &&
  (content.attachments === undefined || content.attachments.length === 0);
