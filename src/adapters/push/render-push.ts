import type { PageUrl } from "../../chat/page-url.ts";
import { plainView } from "../../chat/plain-view.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";

/** What the service worker shows. */
export interface PushPayload {
  title: string;
  body: string;
  /** Opened by a tap. */
  url: string | null;
  language: string;
}

/** RFC 8291: services take 4096 bytes sealed; a hundred go to the sealing. */
const mostBytes = 3900;
const longestBody = 700;

/** What a view says, short enough for a notification. */
export const renderPush = (
  view: View,
  reader: {
    language: string;
    translate: Translate;
    companyName: string;
    botUrl: string | null;
    pageUrl?: PageUrl;
  },
): PushPayload => {
  const { title, paragraphs, links, pages } = plainView(
    view,
    (text) => reader.translate(text, reader.language),
    reader.pageUrl,
  );
  const payload = {
    title: title ?? reader.companyName,
    body: cut(paragraphs.join("\n"), longestBody),
    url: pages[0]?.url ?? links[0]?.url ?? reader.botUrl,
    language: reader.language,
  };
  const over = Buffer.byteLength(JSON.stringify(payload)) - mostBytes;
  return over > 0 ? { ...payload, title: cut(payload.title, 200), body: cut(payload.body, 300) } : payload;
};

const cut = (text: string, length: number): string =>
  [...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text;
