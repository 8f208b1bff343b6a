import type { PageUrl } from "../../chat/page-url.ts";
import { type PlainView, plainView } from "../../chat/plain-view.ts";
import { type Translate, t } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";

export interface MailReader {
  language: string;
  translate: Translate;
  companyName: string;
  /** Where what needs a chat can be done; null: no bot is known. */
  botUrl: string | null;
  /** Of what the reader alone can do; left out: nothing. */
  pageUrl?: PageUrl;
  /** Null: a letter that nobody can unsubscribe from, such as a code that was asked for. */
  unsubscribeUrl: string | null;
}

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

const longestSubject = 120;

/** A letter that says what a view says, as plain text and as HTML. */
export const renderMail = (view: View, reader: MailReader): Mail => {
  const say = (text: Parameters<Translate>[0]) => reader.translate(text, reader.language);
  const said = view.letter ? { ...view, blocks: view.letter } : view;
  const {
    title,
    paragraphs,
    headings,
    links: others,
    pages,
    hasActions,
  } = plainView(said, say, reader.pageUrl);
  const links = [...pages, ...others];
  const subject = cutSubject(title ?? paragraphs[0] ?? reader.companyName);
  const offered =
    hasActions && reader.botUrl
      ? [...links, { label: say(t("contacts.mail.open-chat")), url: reader.botUrl }]
      : links;
  const footer = [
    say(t("contacts.mail.from-company", { company: reader.companyName })),
    ...(reader.unsubscribeUrl ? [say(t("contacts.mail.unsubscribe"))] : []),
  ];
  const body = [...(title ? [title] : []), ...paragraphs];
  const linkLines = offered.map(({ label, url }) => `${label}: ${url}`);
  return {
    subject,
    text: `${[...body, ...linkLines, "-- ", footer.join("\n"), ...(reader.unsubscribeUrl ? [reader.unsubscribeUrl] : [])].join("\n\n")}\n`,
    html: page(reader, subject, { title, paragraphs, headings }, offered, footer),
  };
};

const cutSubject = (text: string): string => {
  const [line = ""] = text.split("\n");
  return [...line].length > longestSubject ? `${[...line].slice(0, longestSubject - 1).join("")}…` : line;
};

const page = (
  { language, unsubscribeUrl }: MailReader,
  subject: string,
  { title, paragraphs, headings }: Pick<PlainView, "title" | "paragraphs" | "headings">,
  links: readonly { label: string; url: string }[],
  footer: readonly string[],
): string => {
  const [company = "", unsubscribe] = footer;
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 16px;background:#f4f5f7;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1d2129">
<div style="max-width:560px;margin:0 auto;background:#fff;border-radius:8px;padding:24px">
${title ? `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escapeHtml(title)}</h1>\n` : ""}${paragraphs
  .map((text, index) =>
    headings.has(index)
      ? `<h2 style="font-size:17px;line-height:1.3;margin:28px 0 8px">${escapeHtml(text)}</h2>`
      : `<p style="margin:0 0 16px;white-space:pre-line">${escapeHtml(text)}</p>`,
  )
  .join("\n")}
${links
  .map(
    ({ label, url }) =>
      `<p style="margin:0 0 12px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#1f6feb;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`,
  )
  .join("\n")}
</div>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:#5b6370">${escapeHtml(company)}${
    unsubscribeUrl && unsubscribe
      ? `<br><a href="${escapeHtml(unsubscribeUrl)}" style="color:#5b6370">${escapeHtml(unsubscribe)}</a>`
      : ""
  }</p>
</body></html>
`;
};

/** The only place where text becomes a letter's HTML. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
