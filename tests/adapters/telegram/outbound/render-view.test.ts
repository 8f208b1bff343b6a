import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnshowableView } from "../../../../src/adapters/telegram/outbound/capabilities.ts";
import { renderEdit, renderView } from "../../../../src/adapters/telegram/outbound/render-view.ts";
import type { Block, Button, View } from "../../../../src/chat/view.ts";
import { translate } from "../harness.ts";

const reader = { language: "ru", translate, inPrivate: true };
const text = (words: string): Block => ({ type: "text", text: { plain: words } });
const button = (label: string, token = "t"): Button => ({ label: { plain: label }, do: { token } });
const render = (view: View) => renderView(view, reader);
const htmlOf = (...blocks: Block[]) => {
  const [part] = render({ blocks });
  return part?.kind === "text" ? part.html : undefined;
};

/** What Telegram would show: tags gone, entities read. */
const visible = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

describe("blocks", () => {
  it("look like this", () => {
    const html = htmlOf(
      { type: "heading", text: { plain: "Заявка №1001" } },
      { type: "fields", fields: [{ label: { plain: "Срок" }, value: { plain: "12:00" } }] },
      { type: "quote", text: { plain: "Течёт <кран> & труба" } },
      { type: "list", items: [{ plain: "вода" }, { plain: "свет" }] },
      { type: "divider" },
      { type: "note", text: { key: "note" } },
    );
    expect(html).toBe(
      [
        "<b>Заявка №1001</b>",
        "Срок: 12:00",
        "<blockquote>Течёт &lt;кран&gt; &amp; труба</blockquote>",
        "• вода\n• свет",
        "────────────",
        "<i>ru:note</i>",
      ].join("\n\n"),
    );
  });

  it("put each value that is to be copied on a line of its own, where a tap copies it", () => {
    const [account, bank] = [
      { label: { plain: "Счёт" }, value: { plain: "40702810138250123017" } },
      { label: { plain: "Банк" }, value: { plain: "Банк <Север>" } },
    ];
    expect(htmlOf({ type: "fields", fields: [account, bank], copied: true }, text("Ниже QR-код"))).toBe(
      "Счёт:\n<code>40702810138250123017</code>\nБанк:\n<code>Банк &lt;Север&gt;</code>\n\nНиже QR-код",
    );
  });

  it("fold a long quotation", () => {
    expect(htmlOf({ type: "quote", text: { plain: "а".repeat(400) } })).toMatch(/^<blockquote expandable>/);
  });

  it("drop what Telegram can't carry", () => {
    expect(htmlOf(text("a\u0000b\r\nc\ud800"))).toBe("ab\nc\ufffd");
  });

  it("need something to show", () => {
    expect(() => render({ blocks: [text("  ")] })).toThrow(UnshowableView);
  });
});

describe("long texts", () => {
  it("are cut between paragraphs, the tags closed and opened again, the buttons under the last", () => {
    const quote = `${"слово ".repeat(600)}\n\n${"дело ".repeat(600)}`;
    const parts = render({
      blocks: [{ type: "quote", text: { plain: quote } }],
      buttons: [[button("Взять")]],
    });
    expect(parts).toHaveLength(2);
    for (const part of parts) {
      expect(part).toMatchObject({ kind: "text" });
      expect(part.kind === "text" && part.html).toMatch(/^<blockquote expandable>[^<]*<\/blockquote>$/);
    }
    expect(parts[0]).not.toHaveProperty("markup");
    expect(parts[1]).toHaveProperty("markup");
  });

  const words = fc.array(
    fc.oneof(
      fc.string({ maxLength: 30, unit: "grapheme" }),
      fc.constantFrom("\n\n", "\n", "&<>", "👩‍👩‍👧", "ё".repeat(5000)),
    ),
    { maxLength: 400 },
  );

  it("lose no word, whatever they are, and every piece fits", () => {
    fc.assert(
      fc.property(words, words, (first, second) => {
        const plain = [first.join(" "), second.join(" ")];
        fc.pre(plain.join("").trim() !== "");
        const parts = render({
          blocks: [
            { type: "heading", text: { plain: plain[0] ?? "" } },
            { type: "quote", text: { plain: plain[1] ?? "" } },
          ],
        });
        const pieces = parts.map((part) => (part.kind === "text" ? part.html : ""));
        for (const piece of pieces) {
          const { length } = visible(piece);
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(4096);
          expect(piece.match(/<b>/g)?.length ?? 0).toBe(piece.match(/<\/b>/g)?.length ?? 0);
          expect(() => encodeURIComponent(piece)).not.toThrow();
        }
        const without = (given: string) => given.replace(/[\s\p{Cc}]/gu, "");
        expect(without(visible(pieces.join("")))).toBe(without(plain.join("")));
      }),
      { numRuns: 60 },
    );
  });

  it("that are edited are cut, for a caption shorter", () => {
    const edit = renderEdit({ blocks: [text("слово ".repeat(1000))] }, reader);
    expect(edit.text.length).toBeLessThanOrEqual(4096);
    expect(edit.text.endsWith(" …")).toBe(true);
    expect(edit.caption.length).toBeLessThanOrEqual(1024);
  });
});

describe("buttons", () => {
  const markupOf = (buttons: Button[][]) => {
    const [part] = render({ blocks: [text("a")], buttons });
    return part?.kind === "text" && part.markup && "inline_keyboard" in part.markup
      ? part.markup.inline_keyboard
      : [];
  };

  it("carry tokens, actions, addresses and styles", () => {
    const rows = markupOf([
      [
        button("Взять", "r.take:1"),
        { label: { plain: "Отказать" }, do: { action: { route: "r.no", args: ["1"] } }, style: "danger" },
        { label: { plain: "Сайт" }, do: { url: "https://example.org" }, confirm: { plain: "?" } },
      ],
    ]);
    expect(rows).toEqual([
      [
        { text: "Взять", callback_data: "r.take:1" },
        { text: "Отказать", callback_data: "r.no:1", style: "danger" },
        { text: "Сайт", url: "https://example.org" },
      ],
    ]);
  });

  it("break a row that is too wide for a telephone, and shorten a long label at a word", () => {
    const rows = markupOf([[button("Подтвердить выполнение"), button("Вернуть в работу"), button("Нет")]]);
    expect(rows.map((row) => row.length)).toEqual([2, 1]);
    expect(markupOf([Array.from({ length: 10 }, (_, n) => button(String(n)))]).map((r) => r.length)).toEqual([
      8, 2,
    ]);
    const [[long] = []] = markupOf([[button("слово ".repeat(30))]]);
    expect(long?.text.length).toBeLessThanOrEqual(64);
    expect(long?.text).toMatch(/слово…$/);
  });

  it("that don't fit are a mistake of the screen", () => {
    expect(() => markupOf([[button("a", "ё".repeat(33))]])).toThrow(/64 bytes/);
    expect(() => markupOf(Array.from({ length: 101 }, () => [button("a")]))).toThrow(/at most 100/);
    expect(() => markupOf([[button(" ")]])).toThrow(UnshowableView);
    const wide = Array.from({ length: 100 }, (_, n) => [button("ё".repeat(60), `t:${n}`)]);
    expect(() => markupOf(wide)).toThrow(/bytes/);
  });
});

describe("keyboards", () => {
  const share: View["keyboard"] = { type: "share-contact", label: { plain: "Мой номер" } };

  it("ask for a number in private, and are left out in groups", () => {
    const view: View = { blocks: [text("Ваш номер?")], keyboard: share };
    expect(render(view)).toEqual([
      {
        kind: "text",
        html: "Ваш номер?",
        markup: {
          keyboard: [[{ text: "Мой номер", request_contact: true }]],
          resize_keyboard: true,
          one_time_keyboard: true,
        },
      },
    ]);
    expect(renderView(view, { ...reader, inPrivate: false })).toEqual([{ kind: "text", html: "Ваш номер?" }]);
  });

  it("beside buttons take a message of their own", () => {
    const parts = render({ blocks: [text("Номер?")], keyboard: share, buttons: [[button("Отмена")]] });
    expect(parts.map((part) => part.kind === "text" && part.html)).toEqual(["Номер?", "👇"]);
    const removed = render({
      blocks: [text("Адрес?")],
      keyboard: { type: "remove" },
      buttons: [[button("Отмена")]],
    });
    expect(removed).toMatchObject([{ markup: { remove_keyboard: true } }, { html: "Адрес?" }]);
  });
});

describe("files", () => {
  const file = (kind: "photo" | "video" | "voice" | "document", n = 1) => ({
    attachmentId: `${kind}-${n}`,
    kind,
  });
  const many = (count: number) => Array.from({ length: count }, (_, n) => file("photo", n));
  const shape = (view: View) =>
    render(view).map((part) => (part.kind === "album" ? part.files.length : part.kind));

  it("alone carry the words as caption, with the buttons", () => {
    expect(
      render({ blocks: [text("вот")], files: [file("photo")], buttons: [[button("Да")]] }),
    ).toMatchObject([{ kind: "file", caption: "вот", markup: {} }]);
  });

  it("in an album carry the words, unless there are buttons", () => {
    expect(render({ blocks: [text("вот")], files: many(3) })).toMatchObject([
      { kind: "album", caption: "вот" },
    ]);
    expect(shape({ blocks: [text("вот")], files: many(3), buttons: [[button("Да")]] })).toEqual([3, "text"]);
  });

  it("with too many words for a caption send them after", () => {
    expect(shape({ blocks: [text("а".repeat(1025))], files: [file("photo")] })).toEqual(["file", "text"]);
  });

  it("go in tens, documents and voice apart", () => {
    const files = [...many(11), file("document"), file("voice"), file("voice", 2), file("document", 2)];
    expect(shape({ blocks: [text("а")], files })).toEqual([10, "file", 2, "file", "file", "text"]);
  });

  it("without words can't carry buttons in an album", () => {
    expect(() => render({ blocks: [], files: many(2), buttons: [[button("Да")]] })).toThrow(UnshowableView);
    expect(shape({ blocks: [], files: many(1), buttons: [[button("Да")]] })).toEqual(["file"]);
  });
});
