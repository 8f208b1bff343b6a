import { describe, expect, it } from "vitest";
import { plainText } from "../../../../src/adapters/slack/inbound/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["2 &lt; 3 &amp;&amp; 4 &gt; 1", "2 < 3 && 4 > 1"],
    ["&amp;lt; stays escaped once", "&lt; stays escaped once"],
    ["ask <@U123|anna> and <@U5>", "ask @anna and @U5"],
    ["in <#C1|staff> or <#C2>", "in #staff or #C2"],
    ["<!here> <!channel> <!subteam^S1|@plumbers>", "@here @channel @plumbers"],
    ["due <!date^1392734382^{date}|18 Feb>", "due 18 Feb"],
    ["see <https://example.com/a?b=1&amp;c=2>", "see https://example.com/a?b=1&c=2"],
    ["see <https://example.com|the page>", "see the page (https://example.com)"],
    ["<http://example.com|example.com>", "example.com"],
    ["write <mailto:a@b.ru|a@b.ru>, call <tel:+79990000000|+79990000000>", "write a@b.ru, call +79990000000"],
    ["кран течёт, квартира 45", "кран течёт, квартира 45"],
  ])("shows %s as a person sees it", (mrkdwn, seen) => {
    expect(plainText(mrkdwn)).toBe(seen);
  });
});
