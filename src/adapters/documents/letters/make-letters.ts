import { type Translate, t } from "../../../chat/text.ts";
import { finishLetters } from "../../../core/directory/letters/finish-letters.ts";
import { issueLetters } from "../../../core/directory/letters/issue-letters.ts";
import type { LetterHead } from "../../../core/directory/letters/letter.ts";
import { letterHead } from "../../../core/directory/letters/letter-head.ts";
import { unitsToWrite } from "../../../core/directory/letters/units-to-write.ts";
import { fileName } from "../../../core/files/file-name.ts";
import type { FileStore } from "../../../core/files/file-store.ts";
import { storeBytes } from "../../../core/files/store-bytes.ts";
import type { Core } from "../../../core/work/core.ts";
import { runWork } from "../../../core/work/run-work.ts";
import type { Work } from "../../../core/work/work.ts";

export interface MakeLettersDeps {
  core: Core;
  store: FileStore;
  translate: Translate;
  /** Null while Telegram is not connected. */
  botUsername(): string | null;
}

/**
 * The job behind `/domovoy letters`. Done again after a crash it makes new codes: those of before were never shown to
 * anybody.
 */
export const makeLetters = async (deps: MakeLettersDeps, orderId: string): Promise<void> => {
  const { core, store, translate } = deps;
  const order = await core.database.read.letterOrder.findUnique({ where: { id: orderId } });
  if (order?.state !== "waiting") return;
  const { companyId, buildingId } = order;
  const botUsername = deps.botUsername();
  if (!botUsername)
    throw new Error("letters lead to the Telegram bot, which is not connected; set TELEGRAM_BOT_TOKEN");
  const actor = { kind: "system", name: "letters", companyId } as const;
  const run = <T>(fn: (work: Work) => Promise<T>) => runWork(core, { actor, channel: "job" }, fn);
  const head = await letterHead(core.database.read, buildingId, botUsername);
  const units = await unitsToWrite(core.database.read, order, core.clock.now());
  const issued = await issueLetters(run, {
    companyId,
    unitIds: units.map(({ id }) => id),
    progressed: async (work, sheetsDone) => {
      await work.tx.letterOrder.updateMany({ where: { id: orderId }, data: { sheetsDone } });
      work.announce({ type: "letters.changed", companyId, orderId });
    },
  });
  if (!issued.ok) throw new Error(`codes for letters were refused: ${issued.code}`);
  const letters = issued.value;
  // The drawing of PDF takes half a second to load, and is seldom wanted.
  const { lettersPdf, posterPdf } = await import("./letters-pdf.ts");
  const files = [
    ...(letters.length > 0
      ? [{ name: pdfName(head, "letter", translate), bytes: await lettersPdf(head, letters, translate) }]
      : []),
    { name: pdfName(head, "poster", translate), bytes: await posterPdf(head, translate) },
  ];
  const stored = await Promise.all(
    files.map(async ({ name, bytes }) => ({
      name,
      mime: "application/pdf",
      size: bytes.length,
      address: await storeBytes(core.vault, store, bytes),
    })),
  );
  await run((work) => finishLetters(work, { orderId, letters, files: stored }));
};

/** Such as "Invite letters Lenina 1.pdf". */
export const pdfName = (
  { address, language }: Pick<LetterHead, "address" | "language">,
  what: "letter" | "poster",
  translate: Translate,
): string =>
  fileName(`${translate(t(`directory.${what}.file`), language)} ${address.replace(/\./g, "")}`, "pdf");
