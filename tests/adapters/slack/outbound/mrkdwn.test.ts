import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../../src/adapters/slack/inbound/plain-text.ts";
import { boldMrkdwn, escapeMrkdwn, quoteMrkdwn } from "../../../../src/adapters/slack/outbound/mrkdwn.ts";

const visible = (text: string): string => text.replaceAll("\u2060", "");

describe("escapeMrkdwn", () => {
  it("makes entities of what Slack reads as control characters", () => {
    expect(escapeMrkdwn("a < b & <!channel> <@U1>")).toBe("a &lt; b &amp; &lt;!channel&gt; &lt;@U1&gt;");
  });

  it("keeps links as links, without the full stop behind them", () => {
    expect(escapeMrkdwn("see https://t.me/bot?start=a&b=1.")).toBe("see <https://t.me/bot?start=a&amp;b=1>.");
  });

  it.each(["@channel", "@here", "@Everyone"])("lets nobody call %s", (call) => {
    expect(escapeMrkdwn(`hey ${call}!`)).not.toContain(call);
    expect(visible(escapeMrkdwn(`hey ${call}!`))).toBe(`hey ${call}!`);
  });

  it.each(["*bold*", "_it_", "~no~", "`code`", "```block```", "> quote"])("shows %s literally", (text) => {
    expect(escapeMrkdwn(text)).not.toContain(text);
  });

  it("leaves marks within words alone", () => {
    expect(escapeMrkdwn("snake_case_name 3*4 anna_k@mail.ru")).toBe("snake_case_name 3*4 anna_k@mail.ru");
  });

  it("changes nothing that a reader sees", () => {
    const part = fc.constantFrom(
      "*",
      "_",
      "<",
      ">",
      "&",
      "@here",
      "`",
      "~",
      " ",
      "\n",
      "слово",
      "x",
      "&amp;",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        expect(visible(plainText(escapeMrkdwn(text)))).toBe(text);
        const bare = escapeMrkdwn(text).replace(/&(amp|lt|gt);/g, "");
        expect(bare).not.toMatch(/[<>&]/);
      }),
    );
  });
});

describe("quoteMrkdwn", () => {
  it("quotes line by line and links nothing", () => {
    expect(quoteMrkdwn("one\n\nhttps://evil.example <b>")).toBe(
      "> one\n> \n> https://evil.example &lt;b&gt;",
    );
  });
});

describe("boldMrkdwn", () => {
  it("stands on one line", () => {
    expect(boldMrkdwn("Due\nby ")).toBe("*Due by*");
    expect(boldMrkdwn("  ")).toBe("");
  });
});
