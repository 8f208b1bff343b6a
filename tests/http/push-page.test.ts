import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, launchBrowser, patience, titled } from "../sandbox/page/support/browser.ts";
import type { Resident } from "../scenarios/support/resident.ts";
import { openStory, type Story } from "../scenarios/support/story.ts";
import { databases } from "../support/databases.ts";
import { type PushService, startPushService, vapid } from "../support/push-service.ts";

const phone = { width: 390, height: 844 };
const words = {
  ru: {
    add: "Добавить push",
    turnOn: "Включить здесь",
    done: "Включено. Страницу можно закрыть.",
    denied: "Браузер запрещает уведомления",
  },
  en: {
    add: "Add push",
    turnOn: "Turn on here",
    done: "Turned on. You can close this page.",
    denied: "The browser forbids notifications",
  },
} as const;

const [database] = databases;

/** The page keeps nothing by itself: what is written is tested on both databases by the story of contacts. */
describe.skipIf(!browserPath || !database)(titled("the push page in a browser"), patience, () => {
  let story: Story;
  let push: PushService;
  let browser: Browser;
  const shots = process.env.SHOTS ?? mkdtempSync(join(tmpdir(), "domovoy-push-"));
  beforeAll(async () => {
    if (!database) return;
    push = await startPushService();
    story = await openStory(database, {
      letters: { push: { ...vapid, contact: "mailto:office@example.org", hosts: [push.host] } },
    });
    browser = await launchBrowser();
  }, patience.timeout);
  afterAll(async () => {
    await browser?.close();
    expect(story?.errors ?? []).toEqual([]);
    await story?.close();
    await push?.stop();
  });

  const linkFor = async (who: Resident, label: string): Promise<string> => {
    await who.writes("/notifications");
    await who.taps(label);
    return /http:\S+\/push\?t=[\w.-]+/.exec(who.reads())?.[0] ?? "";
  };
  /** A browser without a screen has no push service behind it: that one answer is given to it, all else is its own. */
  const open = async (link: string, may: boolean): Promise<Page> => {
    const context = await browser.newContext({ viewport: phone });
    if (may) await context.grantPermissions(["notifications"], { origin: new URL(link).origin });
    await context.addInitScript(
      `PushManager.prototype.subscribe = async () => ({ toJSON: () => (${JSON.stringify(push.subscribe())}) });`,
    );
    const page = await context.newPage();
    await page.goto(link);
    return page;
  };

  it.each([
    ["ru", "45", "Анна"],
    ["en", "46", "John"],
  ] as const)(
    "subscribes a device in %s by its own service worker",
    async (language, unit, name) => {
      const who = await story.resident({ unit, name, language });
      const said = words[language];
      const link = await linkFor(who, said.add);
      const refused = await open(link, false);
      await refused.getByRole("button", { name: said.turnOn }).click();
      await refused.getByText(said.denied).waitFor();
      await refused.context().close();

      const page = await open(link, true);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await page.screenshot({ path: join(shots, `push-${language}-1.png`) });
      await page.getByRole("button", { name: said.turnOn }).click();
      await page.getByText(said.done).waitFor();
      await page.screenshot({ path: join(shots, `push-${language}-2.png`) });
      expect(
        await page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"),
      ).toBe(1);
      await page.context().close();
      const points = await story.town.domovoy.core.database.read.contactPoint.count({
        where: { kind: "push", person: { identities: { some: { externalId: String(who.id) } } } },
      });
      expect(points).toBe(1);
    },
    patience.timeout,
  );
});
