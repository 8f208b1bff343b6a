import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { openRig } from "../sandbox/page/support/open-page.ts";
import { officeOn, phoneOn } from "../sandbox/page/support/people.ts";

const size = { width: 1440, height: 1000 };

/** What residents say and read; the staff channel speaks the company's Russian. */
const tellers = {
  ru: {
    name: "Анна Смирнова",
    sample: "Образец: протечка",
    leak: "Под раковиной на кухне течёт труба",
    taps: ["Сантехника", "Протечка"],
    asked: "Когда можно прийти?",
    access: "Дома весь вечер",
    filed: /Заявка № \d+.*течёт труба/s,
    reply: "Мастер выходит, будет через 20 минут",
    bill: "К оплате",
    why: "Почему столько",
    reasons: "Содержание",
  },
  en: {
    name: "John Miller",
    sample: "Sample: a leak",
    leak: "A pipe under the sink is leaking, water on the floor",
    taps: ["Plumbing", "Leak"],
    asked: "When can we come in?",
    access: "At home all evening",
    filed: /Request #\d+.*A pipe under/s,
    reply: "The plumber is on the way, 20 minutes",
    bill: "To pay",
    why: "Why this sum",
    reasons: "Maintenance",
  },
} as const;

/** Plays a request on the sandbox page as people do it, until it is in hand. */
const playUntilInHand = async (page: Page, language: keyof typeof tellers): Promise<void> => {
  const { name, sample, leak, taps, asked, access, filed, reply } = tellers[language];
  const resident = phoneOn(page);
  const office = officeOn(page);
  await resident.takes(name);
  await resident.sendsSample(sample, leak);
  for (const label of taps) await resident.taps(label);
  await resident.reads(asked);
  await resident.writes(access);
  await resident.reads(filed);
  await office.presses("Взять", leak);
  await office.opensThread(leak);
  await office.thread.locator(".sl-image-file img").waitFor();
  await office.writesInThread(`! ${reply}`);
  await resident.reads(reply);
  await office.writesInThread("Сосед снизу не отвечает, проверьте потолок");
  await office.presses("Начать работу", leak);
  await office.card(leak).getByText("В работе").waitFor();
  await office.thread.getByText("работа начата").waitFor();
};

/** A resident's bill, why it is so much, and the office's look at who owes. */
const playBill = async (page: Page, language: keyof typeof tellers): Promise<void> => {
  const { name, bill, why, reasons } = tellers[language];
  const resident = phoneOn(page);
  await resident.takes(name);
  const lastSays = (text: string) => resident.messages.last().filter({ hasText: text }).waitFor();
  await resident.writes("/bills");
  await lastSays(bill);
  await resident.taps(why);
  await lastSays(reasons);
};

const take = async (of: Page | Locator, name: string): Promise<void> => {
  const target = join("docs", "images", `${name}.png`);
  await sharp(await of.screenshot())
    .png({ palette: true, quality: 92, effort: 9 })
    .toFile(target);
  process.stdout.write(`${target}\n`);
};

const rig = await openRig();
try {
  for (const language of ["ru", "en"] as const) {
    const page = await rig.open({ language, size, scale: 1.5 });
    await playUntilInHand(page, language);
    await take(page.locator("#tg-chat"), `resident.${language}`);
    if (language === "ru") await take(page.locator("#slack"), "staff-channel");
    else await take(page, "main-job");
    await page.close();
    const billed = await rig.open({ language, size, scale: 1.5 });
    await playBill(billed, language);
    await take(billed.locator("#tg-chat"), `bill.${language}`);
    await billed.close();
  }
} finally {
  await rig.close();
}
