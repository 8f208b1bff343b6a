import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, patience, titled } from "./support/browser.ts";
import { type Look, laptop, openRig, phone, type Rig } from "./support/open-page.ts";
import { officeOn, phoneOn } from "./support/people.ts";

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** What axe finds that is serious or worse, told by rule and place. */
const seriousViolations = async (page: Page, part = "body"): Promise<string[]> => {
  // The page allows no foreign script; this one comes in by the debugger.
  await page.evaluate(axe.source);
  const run = `axe.run(${JSON.stringify(part)}, { resultTypes: ["violations"] })`;
  const { violations } = (await page.evaluate(run)) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 5).map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary}`),
    );
};

const looks: Look[] = [
  { language: "ru", scheme: "light", size: laptop },
  { language: "en", scheme: "dark", size: laptop },
  { language: "ru", scheme: "dark", size: phone },
  { language: "en", scheme: "light", size: phone },
];

describe.skipIf(!browserPath)(titled("the sandbox page"), patience, () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  }, patience.timeout);
  afterAll(() => rig?.close());

  const shoot = (page: Page, name: string) => page.screenshot({ path: join(rig.shots, `${name}.png`) });

  it.each(looks)(
    "has no serious barriers in $language, $scheme, $size.width wide",
    async (look) => {
      const page = await rig.open(look);
      const name = `${look.language}-${look.scheme}-${look.size?.width}`;
      const tab = (to: string) => page.locator(`#tabs [data-tab=${to}]`).click();
      const isNarrow = look.size === phone;
      // Four hundred lines that are all alike would take axe a minute.
      await page.locator("#log-clear").evaluate("(button) => button.click()");
      expect(await seriousViolations(page)).toEqual([]);
      await shoot(page, `${name}-1`);
      await phoneOn(page).takes("Sophie Laurent");
      await page.locator("#tg-menu").click();
      expect(await seriousViolations(page, "#tg-chat")).toEqual([]);
      await shoot(page, `${name}-2`);
      if (isNarrow) await tab("slack");
      await officeOn(page).opensThread("bins");
      await officeOn(page).thread.locator("img").first().waitFor();
      expect(await seriousViolations(page, "#sl-thread")).toEqual([]);
      await shoot(page, `${name}-3`);
      await page.locator("#sl-thread-title button").click();
      await officeOn(page).presses("Отложить", "Дверь в подвал");
      await officeOn(page).modal.locator("[type=submit]").waitFor();
      expect(await seriousViolations(page, "dialog")).toEqual([]);
      await shoot(page, `${name}-4`);
      await page.keyboard.press("Escape");
      await officeOn(page).modal.waitFor({ state: "hidden" });
      await page.locator("#sl-places").getByRole("button", { name: "Domovoy" }).click();
      await page.locator("#sl-home h3").first().waitFor();
      expect(await seriousViolations(page, "#sl-channel")).toEqual([]);
      await shoot(page, `${name}-5`);
      if (isNarrow) await tab("log");
      await phoneOn(page).messages.first().waitFor({ state: "attached" });
      await page.locator("#log-list summary").last().click();
      await page.locator(".json").waitFor();
      expect(await seriousViolations(page, "#log")).toEqual([]);
      await shoot(page, `${name}-6`);
      await page.context().close();
    },
    90_000,
  );

  it("has a month of requests behind it, in every state", async () => {
    const stage = rig.sandbox.host.stage();
    const cards = stage?.slack.messages(stage.staffChannel).map(({ text }) => text) ?? [];
    expect(cards.length).toBeGreaterThan(25);
    for (const state of ["Новая", "Принята", "В работе", "Отложена", "Выполнена", "Закрыта", "Отклонена"])
      expect(cards.filter((text) => text.includes(state)).length, state).toBeGreaterThan(0);
    expect(stage?.phones).toHaveLength(12);
  });

  it("changes its language where one is, and its theme", async () => {
    const page = await rig.open({ language: "ru" });
    await phoneOn(page).takes("Emma Brown");
    await page.locator("#language").selectOption("en");
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await page.locator("#tg-phones .open", { hasText: "Emma Brown" }).waitFor();
    await page.locator("#theme").selectOption("dark");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.context().close();
  });

  it("offers the commands after /domovoy and shows the answer to the one who asked", async () => {
    const page = await rig.open({ language: "en" });
    const line = page.locator("#sl-write textarea");
    await line.fill("/domovoy ov");
    await page.locator("#sl-write .sl-hints button", { hasText: "/domovoy overdue" }).waitFor();
    await line.press("Tab");
    expect(await line.inputValue()).toBe("/domovoy overdue ");
    await line.press("Enter");
    await page.locator("#sl-messages .ephemeral").last().waitFor();
    await page.context().close();
  });

  it("makes a request from a message by its menu", async () => {
    const page = await rig.open({ language: "en" });
    const line = page.locator("#sl-write textarea");
    await line.fill("Звонили из 17: гудит стояк");
    await line.press("Enter");
    const message = officeOn(page).card("гудит стояк");
    await message.hover();
    await message.locator("details.menu summary").click();
    await message.getByRole("button", { name: "Make a request" }).click();
    const { modal } = officeOn(page);
    await modal.locator("textarea").waitFor();
    expect(await modal.locator("textarea").first().inputValue()).toContain("гудит стояк");
    await page.keyboard.press("Escape");
    await modal.waitFor({ state: "hidden" });
    await page.context().close();
  });

  it("lets a newcomer press Start and share the phone number", async () => {
    const page = await rig.open({ language: "ru" });
    const marina = phoneOn(page);
    await marina.takes("Марина Новикова");
    await page.locator("#tg-start button").click();
    await page.locator("#tg-keys button").click();
    await page.locator("#tg-messages .tg-contact").waitFor();
    await marina.reads("Добро пожаловать");
    await page.context().close();
  });

  it("lets a resident block the bot and take it back", async () => {
    const page = await rig.open({ language: "ru" });
    await phoneOn(page).takes("Виктор Громов");
    await page.locator(".tg-block").click();
    await page.locator("#tg-phones .open", { hasText: "бот заблокирован" }).waitFor();
    await page.locator(".tg-block").click();
    await page.locator("#tg-phones .open", { hasText: "бот заблокирован" }).waitFor({ state: "detached" });
    await page.context().close();
  });

  it("moves the clock: what is overdue is told to the one on call", async () => {
    const page = await rig.open({ language: "en" });
    const before = await page.locator("#clock-time").textContent();
    await page.getByRole("button", { name: "+1 day" }).click();
    await page.locator("#clock.waiting").waitFor({ state: "attached" });
    await page.locator("#clock:not(.waiting)").waitFor({ state: "attached", timeout: 20_000 });
    expect(await page.locator("#clock-time").textContent()).not.toBe(before);
    await page.locator("#sl-manager select").selectOption({ label: "Павел Зимин" });
    await page.locator("#sl-places").getByRole("button", { name: "Domovoy" }).click();
    await page.locator("[role=tab]").last().click();
    await page.locator("#sl-messages article", { hasText: "1029" }).first().waitFor();
    await page.context().close();
  });

  it("breaks Slack on demand, and the card catches up", async () => {
    const page = await rig.open({ language: "ru" });
    const elena = phoneOn(page);
    await page.locator("#faults summary").click();
    await page.locator("#fault-slack-down").check();
    await page.locator("#faults.on").waitFor();
    await page.keyboard.press("Escape");
    await elena.takes("Елена Орехова");
    await elena.writes("Гудит труба в стене");
    for (const label of ["Пропустить", "Другое", "Пропустить"]) await elena.taps(label);
    await elena.reads(/Гудит труба.*Новая/s);
    await page.locator("#log-list .failed", { hasText: "chat.postMessage" }).first().waitFor();
    expect(await officeOn(page).card("Гудит труба").count()).toBe(0);
    await page.locator("#faults summary").click();
    await page.locator("#fault-slack-down").uncheck();
    await officeOn(page).card("Гудит труба").waitFor({ timeout: 20_000 });
    await page.context().close();
  });

  it("can be started over", async () => {
    const page = await rig.open({ language: "en" });
    await page.locator("#start-over").click();
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await page.locator("#progress").waitFor();
    await page.locator("#progress").waitFor({ state: "hidden", timeout: 40_000 });
    expect(await officeOn(page).card("Гудит труба").count()).toBe(0);
    await officeOn(page).card("Дверь в подвал").waitFor();
    await page.context().close();
  });

  it("logs no error in the process or on the page", () => {
    expect(rig.complaints.filter((line) => !line.includes("503"))).toEqual([]);
  });
});
