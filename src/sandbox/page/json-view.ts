import { type Child, h } from "./dom.ts";

/** JSON as it is, with its parts told apart by colour. */
export const jsonOf = (value: unknown): HTMLElement =>
  h("pre", { class: "json", tabindex: 0 }, parts(JSON.stringify(value, null, 2) ?? "null"));

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

const parts = (text: string): Child[] => {
  const nodes: Child[] = [];
  let at = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [whole, string, colon] = match;
    if (string && colon) nodes.push(h("span", { class: "j-key" }, string), colon);
    else nodes.push(h("span", { class: string ? "j-string" : "j-value" }, whole));
  }
  nodes.push(text.slice(at));
  return nodes;
};
