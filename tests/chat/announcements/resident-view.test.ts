import { describe, expect, it } from "vitest";
import { renderMail } from "../../../src/adapters/email/render-mail.ts";
import { renderPush } from "../../../src/adapters/push/render-push.ts";
import { renderSms } from "../../../src/adapters/sms/render-sms.ts";
import { residentView } from "../../../src/chat/announcements/resident-view.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { ShownAnnouncement } from "../../../src/core/announcements/show-announcement.ts";

const { translate } = createTranslator("locales");

const rules: ShownAnnouncement = {
  id: "a1",
  companyId: "c1",
  number: 7,
  kind: "rules",
  category: "other",
  state: "sending",
  textVersion: 1,
  beginsAt: null,
  endsAt: null,
  correctedAt: null,
  seenRule: "required",
  texts: { ru: { title: "Тишина", body: "После 22 часов" }, en: { title: "Quiet", body: "After ten" } },
  audience: { buildingIds: [], who: "all" },
  addresses: [],
  company: "ТСЖ",
  timeZone: "Europe/Moscow",
  files: [],
};

describe.each(["ru", "en"])("rules that must be acknowledged, in %s", (language) => {
  const asked = translate({ key: "announcements.shown.please-confirm" }, language);
  const reader = { language, translate, companyName: "ТСЖ", botUrl: "https://t.me/bot" };
  const view = residentView(rules);

  it("ask for their button in the chat", () => {
    expect(view.buttons?.flat()).toHaveLength(1);
    expect(JSON.stringify(view.blocks)).toContain("please-confirm");
  });

  it("ask for no button where there is none", () => {
    const mail = renderMail(view, { ...reader, unsubscribeUrl: null });
    expect(mail.text).toContain(rules.texts[language]?.body);
    for (const words of [
      mail.text,
      mail.html,
      renderPush(view, reader).body,
      renderSms(view, translate, language),
    ])
      expect(words).not.toContain(asked);
  });
});
