import { markAttachmentRefused } from "../../core/files/settle-attachment.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";

/** Longer than all tries of the job that fetches a file. */
const patienceMs = 60 * 60 * 1000;
const batch = 100;

/** Files that never came must not hold back the others of their album: after an hour they count as lost. */
export const giveUpFiles = async (core: Core): Promise<void> => {
  const lost = await core.database.read.attachment.findMany({
    where: { state: "pending", createdAt: { lt: new Date(core.clock.now().getTime() - patienceMs) } },
    select: { id: true, companyId: true },
    take: batch,
  });
  for (const { id: attachmentId, companyId } of lost) {
    const actor = { kind: "system", name: "give-up-files", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) =>
      markAttachmentRefused(work, { attachmentId, refusal: "gone" }),
    );
  }
};
