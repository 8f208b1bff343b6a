import { blockId } from "./composition.ts";
import { boolean, byType, list, number, object, oneOf, type Rule, string } from "./rule.ts";

const style = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const inline = (name: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule =>
  object({ type: oneOf(name), ...required }, { style, ...optional });

const inlines: Readonly<Record<string, Rule>> = {
  text: inline("text", { text: string(1) }),
  link: inline("link", { url: string(1) }, { text: string(), unsafe: boolean }),
  emoji: inline("emoji", { name: string(1) }, { unicode: string(), url: string(), skin_tone: number() }),
  user: inline("user", { user_id: string(1) }),
  usergroup: inline("usergroup", { usergroup_id: string(1) }),
  channel: inline("channel", { channel_id: string(1) }),
  team: inline("team", { team_id: string(1) }),
  broadcast: inline("broadcast", { range: oneOf("here", "channel", "everyone") }),
  color: inline("color", { value: string(1) }),
  date: inline("date", { timestamp: number(), format: string(1) }, { url: string(), fallback: string() }),
};

const anyInline = byType(() => inlines);
const plainInline = byType(() => ({ text: inlines.text, link: inlines.link }) as Record<string, Rule>);
const border = oneOf(0, 1);
const section = object({ type: oneOf("rich_text_section"), elements: list(anyInline) });

const containers: Readonly<Record<string, Rule>> = {
  rich_text_section: section,
  rich_text_list: object(
    {
      type: oneOf("rich_text_list"),
      style: oneOf("bullet", "ordered"),
      elements: list(byType(() => ({ rich_text_section: section }))),
    },
    { indent: number({ integer: true, min: 0, max: 8 }), offset: number({ integer: true, min: 0 }), border },
  ),
  rich_text_quote: object({ type: oneOf("rich_text_quote"), elements: list(anyInline) }, { border }),
  rich_text_preformatted: object(
    { type: oneOf("rich_text_preformatted"), elements: list(plainInline) },
    { border, language: string() },
  ),
};

export const richTextBlock: Rule = object(
  { type: oneOf("rich_text"), elements: list(byType(() => containers)) },
  { block_id: blockId },
);
