import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { playBothChats } from "./play-both-chats.ts";
import { slackPane } from "./slack-pane.ts";
import { telegramPane } from "./telegram-pane.ts";

const target = "docs/images/main-job.png";
const size = { width: 1320, height: 1312 };
const scale = 1.5;
/** Chromium takes this off the window for bars that a screenshot does not show. */
const barsHeight = 160;

const browsers = [process.env.CHROMIUM ?? "chromium", "chromium-browser", "google-chrome"];

const findBrowser = (): string => {
  const found = browsers.find((name) => spawnSync(name, ["--version"]).status === 0);
  if (found) return found;
  throw new Error(
    "No Chromium was found: apt-get install chromium fonts-lato fonts-inter, or set CHROMIUM to its path.",
  );
};

const photograph = (html: string): Buffer => {
  const browser = findBrowser();
  const folder = mkdtempSync(join(tmpdir(), "domovoy-picture-page-"));
  try {
    const [page, shot] = [join(folder, "page.html"), join(folder, "shot.png")];
    writeFileSync(page, html);
    const { status, stderr } = spawnSync(browser, [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--hide-scrollbars",
      `--user-data-dir=${join(folder, "profile")}`,
      `--force-device-scale-factor=${scale}`,
      `--window-size=${size.width},${size.height + barsHeight}`,
      `--screenshot=${shot}`,
      `file://${page}`,
    ]);
    if (status !== 0) throw new Error(`${browser} made no picture (${status}): ${stderr}`);
    return readFileSync(shot);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const css = ["page", "telegram", "slack"]
  .map((name) => readFileSync(new URL(`./${name}.css`, import.meta.url), "utf8"))
  .join("\n");

await playBothChats(async ({ telegram, slack }) => {
  const html = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Domovoy</title><style>${css}</style><body>
    <figure class="resident"><figcaption><b>Telegram</b> · Anna, unit 45</figcaption>${telegramPane(telegram)}</figure>
    <figure class="office"><figcaption><b>Slack</b> · the office: a card for each request, a thread for all that belongs to it</figcaption>${slackPane(slack)}</figure>
  </body></html>`;
  const whole = { left: 0, top: 0, width: size.width * scale, height: size.height * scale };
  await sharp(photograph(html)).extract(whole).png({ palette: true, quality: 92, effort: 9 }).toFile(target);
  process.stdout.write(`${target}\n`);
});
