import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../src/sandbox/telegram/refusal.ts";
import { parseBotText } from "../../../src/sandbox/telegram/text/bot-text.ts";

const parse = (text: string) => parseBotText({ text, parseMode: "HTML", entities: undefined });

describe("HTML becomes text and entities", () => {
  it.each<[string, string, object[]]>([
    ["<b>Дом</b> 7", "Дом 7", [{ type: "bold", offset: 0, length: 3 }]],
    ["😀 <i>x</i>", "😀 x", [{ type: "italic", offset: 3, length: 1 }]],
    ["a &lt;b&gt; &amp; &quot; &#128512; &copy;", 'a <b> & " 😀 &copy;', []],
    [
      "<b>a <i>b</i></b>",
      "a b",
      [
        { type: "bold", offset: 0, length: 3 },
        { type: "italic", offset: 2, length: 1 },
      ],
    ],
    [
      '<a href="https://a.org/?x=1&amp;y=2">t</a>',
      "t",
      [{ type: "text_link", url: "https://a.org/?x=1&y=2", offset: 0, length: 1 }],
    ],
    [
      '<pre><code class="language-js">1</code></pre>',
      "1",
      [{ type: "pre", language: "js", offset: 0, length: 1 }],
    ],
    ["<pre><code>1</code></pre>", "1", [{ type: "pre", offset: 0, length: 1 }]],
    ["<blockquote expandable>q</blockquote>", "q", [{ type: "expandable_blockquote", offset: 0, length: 1 }]],
    ['<span class="tg-spoiler">s</span>', "s", [{ type: "spoiler", offset: 0, length: 1 }]],
    ["<code>/x @abc</code>", "/x @abc", [{ type: "code", offset: 0, length: 7 }]],
    [" <u> a </u> ", "a", [{ type: "underline", offset: 0, length: 1 }]],
    ["<b></b>x", "x", []],
    [
      "/help@domovoy_bot https://a.org.",
      "/help@domovoy_bot https://a.org.",
      [
        { type: "bot_command", offset: 0, length: 17 },
        { type: "url", offset: 18, length: 13 },
      ],
    ],
    [
      '<tg-time unix="1700000000" format="wDT">then</tg-time>',
      "then",
      [{ type: "date_time", unix_time: 1_700_000_000, date_time_format: "wDT", offset: 0, length: 4 }],
    ],
  ])("%s", (html, text, entities) => {
    expect(parse(html)).toEqual({ text, entities });
  });
});

describe("bad HTML is refused with the byte offset", () => {
  it.each([
    ["дом <div>", 'Unsupported start tag "div" at byte offset 7'],
    ["a <", "Unclosed start tag at byte offset 2"],
    ["5 < 6 >", 'Unsupported start tag "" at byte offset 2'],
    ["<b>a", 'Can\'t find end tag corresponding to start tag "b"'],
    ["a</b>", "Unexpected end tag at byte offset 1"],
    ["<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ["<b>a</b", "Unclosed end tag at byte offset 4"],
    ["<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href="x', 'Unclosed start tag "a" at byte offset 0'],
  ])("%s", (html, text) => {
    expect(() => parse(html)).toThrow(new Refusal(400, `Bad Request: can't parse entities: ${text}`));
  });
});

it("returns every escaped text as it was", () => {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(parse(`<b>${escaped(text)}</b>`).text).toBe(text.trim());
    }),
  );
});
