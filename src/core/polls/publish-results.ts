import { addMadeFile, type MadeFile } from "../files/add-made-file.ts";
import type { FileStore } from "../files/file-store.ts";
import { storeBytes } from "../files/store-bytes.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import { askForNews, askForRedrawing } from "./poll-queues.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";
import { asPolls } from "./tell-news.ts";

export interface PublishDeps {
  core: Core;
  store: FileStore;
  languages: readonly string[];
  /** The results as a picture, with its name. */
  draw(poll: PollSheet, language: string): Promise<{ name: string; bytes: Buffer }>;
}

/** The job after a poll's end: draws the chart in each language, once, and has the results made known. */
export const publishResults = async (
  { core, store, languages, draw }: PublishDeps,
  pollId: string,
): Promise<void> => {
  const poll = await pollSheet(core.database.read, core.vault, pollId);
  if (poll?.state !== "ended") return;
  const { companyId } = poll;
  const charts: { language: string; file: MadeFile }[] = [];
  for (const language of languages) {
    const { name, bytes } = await draw(poll, language);
    const address = await storeBytes(core.vault, store, bytes);
    const file: MadeFile = { companyId, name, mime: "image/png", kind: "photo", size: bytes.length, address };
    charts.push({ language, file });
  }
  await runWork(core, { actor: asPolls(companyId), channel: "job" }, async (work) => {
    if ((await work.tx.pollChart.count({ where: { pollId } })) > 0) return;
    for (const { language, file } of charts) {
      const attachmentId = await addMadeFile(work, file);
      await work.tx.pollChart.create({ data: { pollId, language, attachmentId } });
    }
    work.announce({ type: "poll.published", companyId, pollId });
    askForRedrawing(work, pollId);
    askForNews(work, pollId, "results");
  });
};
