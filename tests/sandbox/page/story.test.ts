import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import { browserPath, patience, titled } from "./support/browser.ts";
import { openRig, type Rig } from "./support/open-page.ts";
import { officeOn, phoneOn, stepDone } from "./support/people.ts";

const residents = [
  {
    language: "ru",
    name: "Анна Смирнова",
    sample: "Образец: протечка",
    leak: "Течёт труба под мойкой",
    category: "Сантехника",
    detail: "Протечка",
    asks: "Когда можно прийти?",
    access: "Дома весь вечер",
    filed: /Заявка № \d+.*Течёт труба под мойкой/s,
    reply: "! Мастер будет через час",
    told: "Мастер будет через час",
    report: "Заменили подводку",
    confirm: "Да, сделано",
    thanks: "Спасибо за оценку",
    sees: /★★★★★/,
    required: "Заполните это поле.",
  },
  {
    language: "en",
    name: "John Miller",
    sample: "Sample: a leak",
    leak: "A pipe under the sink is leaking",
    category: "Plumbing",
    detail: "Leak",
    asks: "When can we come in?",
    access: "Any time today",
    filed: /Request #\d+.*A pipe under the sink is leaking/s,
    reply: "! The plumber comes within an hour",
    told: "The plumber comes within an hour",
    report: "The hose was replaced",
    confirm: "Yes, it's done",
    thanks: "Thank you for the rating",
    sees: /★★★★★/,
    required: "Please complete this field.",
  },
] as const;

describe.skipIf(!browserPath)(titled("a request on the sandbox page"), patience, () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ empty: true });
  }, patience.timeout);
  afterAll(() => rig?.close());

  it.each(residents)("goes from photo to rating by hand, in $language", async (words) => {
    const page = await rig.open({ language: words.language });
    const resident = phoneOn(page);
    const office = officeOn(page);
    const isHero = words.language === "ru";
    const shot = (name: string) =>
      page.screenshot({ path: join(rig.shots, `${words.language}-${name}.png`) });

    await resident.takes(words.name);
    await resident.sendsSample(words.sample, words.leak);
    await resident.taps(words.category);
    await resident.taps(words.detail);
    await resident.reads(words.asks);
    await shot("1-asked");
    await resident.writes(words.access);
    await resident.reads(words.filed);
    expect(await page.locator("#tg-messages .tg-photo img").count()).toBeGreaterThan(0);

    await office.presses("Взять", words.leak);
    await office.card(words.leak).getByText("Ольга Орлова").waitFor();
    await page.locator("#sl-messages .ephemeral").last().waitFor();
    await office.opensThread(words.leak);
    await office.thread.locator(".sl-image-file").waitFor();
    await office.writesInThread(words.reply);
    await resident.reads(words.told);
    await shot("2-answered");

    await office.presses("Начать работу", words.leak);
    await office.presses("Готово", words.leak);
    await office.modal.locator("textarea").waitFor();
    await office.modal.locator("[type=submit]").click();
    await office.modal.getByRole("alert").getByText(words.required).waitFor();
    await shot("3-modal");
    const photo = join(rig.shots, "after.jpg");
    writeFileSync(photo, await samplePhoto({ color: "#3b7a57" }));
    await office.modal.locator("textarea").fill(words.report);
    await office.modal.locator("input[type=file]").setInputFiles(photo);
    await office.modal.locator("[type=submit]").click();
    await office.modal.waitFor({ state: "hidden" });

    await resident.reads(words.report);
    await resident.taps(words.confirm);
    await resident.taps("5 ★");
    await page.locator("#tg-toasts", { hasText: words.thanks }).waitFor();
    await office.card(words.leak).getByText(words.sees).waitFor();
    await shot("4-rated");
    if (isHero)
      for (const step of ["photo", "file", "take", "reply", "done", "rate"]) await stepDone(page, step);
    expect(await page.locator("#log-list details").count()).toBeGreaterThan(20);
    await page.context().close();
  });

  it("shows updates and calls with their JSON, and can be filtered and paused", async () => {
    const page = await rig.open({ language: "en" });
    const lines = page.locator("#log-list details");
    await lines.filter({ hasText: "sendMessage" }).last().click();
    await page.locator(".json", { hasText: '"chat_id"' }).waitFor();
    await page.getByLabel("What to show").selectOption("slack");
    await page.locator("#log-list details.slack").first().waitFor();
    expect(await page.locator("#log-list details.telegram").count()).toBe(0);
    await page.getByLabel("What to show").selectOption("all");
    await page.locator("#log-pause").click();
    const before = await lines.count();
    await phoneOn(page).takes("Пётр Кузнецов");
    await phoneOn(page).writes("/help");
    await phoneOn(page).reads("/help");
    expect(await lines.count()).toBe(before);
    await page.locator("#log-pause").click();
    await lines.filter({ hasText: "/help" }).first().waitFor({ state: "attached" });
    await page.context().close();
  });

  it("logs no error in the process or on the page", () => {
    expect(rig.complaints).toEqual([]);
  });
});
