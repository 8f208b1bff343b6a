import type { Core } from "../core/work/core.ts";
import { runWork } from "../core/work/run-work.ts";

/** Questions that are shown in one transaction. */
const atOnce = 50;

/** So many days later nobody asks any more: where there is no staff channel no card ever stands. */
const recentMs = 31 * 24 * 60 * 60 * 1000;

/**
 * Shows staff what is to be asked about accounts and has no card yet: a register that the command line brought tells nobody
 * by itself. Called every few minutes.
 */
export const askAboutOwners = async (core: Core): Promise<void> => {
  const since = new Date(core.clock.now().getTime() - recentMs);
  const waiting = await core.database.read.$queryRaw<Array<{ id: string; companyId: string }>>`
    SELECT n."id", n."companyId" FROM "OwnerNotice" AS n
    WHERE CAST(n."state" AS TEXT) = 'open' AND n."createdAt" > ${since}
      AND NOT EXISTS (SELECT 1 FROM "Card" AS c WHERE c."subjectId" = n."id")
    ORDER BY n."id" LIMIT ${atOnce}`;
  for (const { id: noticeId, companyId } of waiting) {
    const actor = { kind: "system", name: "ask-about-owners", companyId } as const;
    await runWork(core, { actor, channel: "job" }, async (work) =>
      work.announce({ type: "owner-notice.changed", companyId, noticeId }),
    );
  }
};
