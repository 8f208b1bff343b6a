import type { Locator, Page } from "playwright-core";

/** The phone in the left pane, in somebody's hand. */
export const phoneOn = (page: Page) => {
  const list = page.locator("#tg-messages");
  return {
    takes: async (name: string): Promise<void> => {
      await page.locator("#tg-phones").getByRole("button", { name }).click();
      await page.locator("#tg-title", { hasText: "Domovoy" }).waitFor();
    },
    writes: async (text: string): Promise<void> => {
      await page.locator("#tg-input").fill(text);
      await page.locator("#tg-input").press("Enter");
    },
    sendsSample: async (menu: string, caption: string): Promise<void> => {
      await page.locator("#tg-write summary").click();
      await page.getByRole("button", { name: menu }).click();
      await page.locator("#tg-above img").waitFor();
      await page.locator("#tg-input").fill(caption);
      await page.locator("#tg-send").click();
    },
    taps: (label: string): Promise<void> =>
      list.getByRole("button", { name: label, exact: true }).last().click(),
    reads: (text: string | RegExp): Promise<void> =>
      list.locator("article", { hasText: text }).last().waitFor(),
    messages: list.locator("article"),
  };
};

/** The workspace in the right pane. */
export const officeOn = (page: Page) => {
  const channel = page.locator("#sl-messages");
  const thread = page.locator("#sl-thread-messages");
  const modal = page.locator("dialog.sl-modal");
  const cardWith = (text: string): Locator => channel.locator("article", { hasText: text }).last();
  return {
    card: cardWith,
    presses: (label: string, text: string): Promise<void> =>
      cardWith(text).getByRole("button", { name: label, exact: true }).click(),
    opensThread: async (text: string): Promise<void> => {
      await cardWith(text).hover();
      await cardWith(text).locator(".sl-tools > button").first().click();
      await thread.locator("article").first().waitFor();
    },
    writesInThread: async (text: string): Promise<void> => {
      const line = page.locator("#sl-thread-write textarea");
      await line.fill(text);
      await line.press("Enter");
      await thread
        .locator("article", { hasText: text.replace(/^! ?/, "") })
        .last()
        .waitFor();
    },
    modal,
    thread,
    channel,
  };
};

export const stepDone = (page: Page, step: string): Promise<void> =>
  page.locator(`#guide li.done[data-step="${step}"]`).waitFor({ state: "attached" });
