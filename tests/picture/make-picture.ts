import { join } from "node:path";
import sharp from "sharp";
import { openRig } from "../sandbox/page/support/open-page.ts";
import { officeOn, phoneOn } from "../sandbox/page/support/people.ts";

const target = join("docs", "images", "main-job.png");
const size = { width: 1440, height: 1000 };
const leak = "A pipe under the sink is leaking, water on the floor";

/** Plays a request on the sandbox page as people do it, and takes the picture while it is in hand. */
const rig = await openRig();
try {
  const page = await rig.open({ language: "en", size, scale: 1.5 });
  const resident = phoneOn(page);
  const office = officeOn(page);
  await resident.takes("John Miller");
  await resident.sendsSample("Sample: a leak", leak);
  await resident.taps("Plumbing");
  await resident.taps("Leak");
  await resident.reads("When can we come in?");
  await resident.writes("At home all evening");
  await resident.reads(/Request #\d+.*A pipe under/s);
  await office.presses("Взять", leak);
  await office.opensThread(leak);
  await office.thread.locator(".sl-image-file img").waitFor();
  await office.writesInThread("! The plumber is on the way, 20 minutes");
  await resident.reads("The plumber is on the way");
  await office.writesInThread("Сосед снизу не отвечает, проверьте потолок");
  await office.presses("Начать работу", leak);
  await office.card(leak).getByText("В работе").waitFor();
  await office.thread.getByText("работа начата").waitFor();
  const shot = await page.screenshot();
  await sharp(shot).png({ palette: true, quality: 92, effort: 9 }).toFile(target);
  process.stdout.write(`${target}\n`);
} finally {
  await rig.close();
}
