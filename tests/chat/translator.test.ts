import { describe, expect, it } from "vitest";
import { joined, moment, money, plain, t } from "../../src/chat/text.ts";
import { createTranslator } from "../../src/chat/translator.ts";

const { translate, match, languages } = createTranslator("locales");

describe("translator", () => {
  it("speaks Russian and English", () => {
    expect(languages).toEqual(["en", "ru"]);
    expect(translate(t("chat.form.skip"), "ru")).toBe("Пропустить");
    expect(translate(t("chat.form.skip"), "en")).toBe("Skip");
  });

  it("counts as Russian counts", () => {
    const files = (count: number) => translate(t("chat.form.files", { count }), "ru");
    expect([files(1), files(3), files(5), files(21)]).toEqual([
      "Приложен 1 файл",
      "Приложено 3 файла",
      "Приложено 5 файлов",
      "Приложен 21 файл",
    ]);
  });

  it("tells times in the building's zone and the reader's language", () => {
    const at = moment(new Date("2026-11-23T20:40:00Z"), "Europe/Moscow", "time");
    expect(translate(t("chat.form.too-early", { earliest: at }), "ru")).toContain("23:40");
  });

  it("leaves people's words alone", () => {
    expect(translate(joined(" ", plain("<b>{{x}}</b>"), t("chat.form.back")), "en")).toBe(
      "<b>{{x}}</b> Back",
    );
    expect(translate(t("chat.form.step", { title: plain("$t(chat.form.back)"), step: 1, of: 2 }), "en")).toBe(
      "$t(chat.form.back) · 1 of 2",
    );
  });

  it("writes amounts exactly, in the reader's way", () => {
    const say = (minor: bigint, currency: string, language: string) =>
      translate(t("chat.form.step", { title: money(minor, currency), step: 1, of: 2 }), language)
        .replace(/ · .*/, "")
        .replaceAll(/\s/g, " ");
    expect(say(123_456_789_012_345_678n, "RUB", "ru")).toBe("1 234 567 890 123 456,78 ₽");
    expect(say(-5n, "RUB", "ru")).toBe("-0,05 ₽");
    expect(say(100_050n, "EUR", "en")).toBe("€1,000.50");
    expect(say(1500n, "JPY", "en")).toBe("¥1,500");
  });

  it("knows a language by its tag", () => {
    expect(match("ru-RU")).toBe("ru");
    expect(match("en_GB")).toBe("en");
    expect(match("de")).toBeUndefined();
    expect(match(null)).toBeUndefined();
  });
});
