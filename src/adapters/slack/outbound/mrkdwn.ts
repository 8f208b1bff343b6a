/** Shown as nothing; keeps a mark from being read as formatting. */
const breaker = "\u2060";

/**
 * The one place where text becomes mrkdwn. Everything is meant literally: Slack knows no escape for its formatting
 * marks, so an invisible character takes them out of the position where they would count. Links stay links.
 */
export const escapeMrkdwn = (text: string): string =>
  text
    .split(link)
    .map((part, index) => (index % 2 === 1 ? linked(part) : literal(part)))
    .join("");

/** A quotation of what a person wrote: the same, line by line, and nothing in it is a link. */
export const quoteMrkdwn = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${literal(line)}`)
    .join("\n");

export const boldMrkdwn = (text: string): string => {
  const inner = escapeMrkdwn(text).replaceAll("\n", " ").trim();
  return inner ? `*${inner}*` : "";
};

/** Fixed width, nothing in it is formatting. */
export const codeMrkdwn = (text: string): string => `\`\`\`\n${entities(text.replaceAll("`", "'"))}\n\`\`\``;

const link = /(https?:\/\/[^\s<>|"]+)/;

const linked = (url: string): string => {
  const end = /[.,;:!?)\]]+$/.exec(url)?.[0] ?? "";
  return `<${entities(url.slice(0, url.length - end.length))}>${literal(end)}`;
};

const literal = (text: string): string =>
  entities(
    text
      .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, `${breaker}$&${breaker}`)
      .replace(/@(?=channel\b|here\b|everyone\b)/gi, `@${breaker}`)
      .replace(/^(?=>)/gm, breaker),
  );

const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
