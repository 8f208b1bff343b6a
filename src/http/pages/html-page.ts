import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

export interface Page {
  language: string;
  title: string;
  text: string;
  /** A form that posts back to the same address, so that nothing happens by merely following a link. */
  button?: { label: string };
  /** Instead of the form: a script with its button. */
  script?: { label: string; code: string };
}

/** Sends a small page; scripts of others, frames and caches are refused. */
export const sendPage = (response: ServerResponse, status: number, page: Page): void => {
  const nonce = randomBytes(16).toString("base64");
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; worker-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  });
  response.end(html(page, nonce));
};

const html = ({ language, title, text, button, script }: Page, nonce: string): string => `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${script ? '<link rel="manifest" href="/push/manifest.json">' : ""}
<style nonce="${nonce}">
body { margin: 0; padding: 10vh 20px; background: #f4f5f7; color: #1d2129; font: 18px/1.5 system-ui, sans-serif; }
main { max-width: 28rem; margin: 0 auto; padding: 28px; border-radius: 12px; background: #fff; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; }
#text { white-space: pre-line; overflow-wrap: anywhere; }
button { width: 100%; min-height: 48px; border: 0; border-radius: 8px; background: #1a5fd0; color: #fff; font: inherit; }
button:disabled { background: #5b6370; }
button:focus-visible { outline: 3px solid #1d2129; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { background: #15181d; color: #e8eaed; } main { background: #20242b; } }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p id="text" role="status">${escapeHtml(text)}</p>
${button ? `<form method="post"><button>${escapeHtml(button.label)}</button></form>` : ""}
${script ? `<button id="go" type="button">${escapeHtml(script.label)}</button>\n<script nonce="${nonce}">${script.code}</script>` : ""}
</main>
</body>
</html>
`;

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
