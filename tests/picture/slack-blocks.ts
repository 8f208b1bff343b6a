import { escapeHtml, mrkdwnHtml } from "./rich-text.ts";

interface Text {
  type?: string;
  text?: string;
}

interface Block {
  type?: string;
  text?: Text;
  fields?: Text[];
  elements?: (Text & { style?: string; elements?: Text[]; [more: string]: unknown })[];
}

/** The blocks that Domovoy sends, and what people type, as Slack draws them. */
export const blockHtml = (given: object): string => {
  const block = given as Block;
  switch (block.type) {
    case "header":
      return `<h3>${escapeHtml(block.text?.text ?? "")}</h3>`;
    case "section":
      return `${block.text ? `<div class="text">${mrkdwnHtml(block.text.text ?? "")}</div>` : ""}${fieldsHtml(block.fields ?? [])}`;
    case "context":
      return `<div class="context">${(block.elements ?? []).map(({ text }) => mrkdwnHtml(text ?? "")).join(" ")}</div>`;
    case "actions":
      return `<div class="actions">${(block.elements ?? []).map(buttonHtml).join("")}</div>`;
    case "divider":
      return "<hr>";
    case "rich_text":
      return `<div class="text">${(block.elements ?? []).map(sectionHtml).join("")}</div>`;
    default:
      throw new Error(`The picture can't show a block of type ${block.type}; draw it in slack-blocks.ts.`);
  }
};

const fieldsHtml = (fields: readonly Text[]): string =>
  fields.length === 0
    ? ""
    : `<div class="fields">${fields.map(({ text }) => `<div>${mrkdwnHtml(text ?? "")}</div>`).join("")}</div>`;

const buttonHtml = ({ text, style }: { text?: unknown; style?: string }): string =>
  `<span class="button ${style ?? ""}">${escapeHtml((text as Text | undefined)?.text ?? "")}</span>`;

const sectionHtml = ({ elements }: { elements?: Text[] }): string =>
  (elements ?? []).map(({ text }) => escapeHtml(text ?? "")).join("");
