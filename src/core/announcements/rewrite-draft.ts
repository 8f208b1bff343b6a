import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changeAnnouncement, mayFor } from "./change-announcement.ts";
import { changeFiles } from "./change-files.ts";
import { checkDraft, type DraftMistake, type NewAnnouncement } from "./create-announcement.ts";
import { kindRules } from "./kind-rules.ts";
import { previewQueue } from "./preview-announcement.ts";
import { writeVersion } from "./write-version.ts";

/**
 * Changes all of a draft; it is counted anew, and a confirmation that it had is void. Its files stay beside the new ones,
 * unless `dropFiles` takes them away.
 */
export const rewriteDraft = async (
  work: Work,
  announcementId: string,
  input: NewAnnouncement & { dropFiles?: boolean },
): Promise<Outcome<{ number: number }, ChangeRefusal | DraftMistake>> => {
  const changed = await changeAnnouncement<DraftMistake | "forbidden">(work, {
    announcementId,
    right: () => "announcement.write",
    from: ["draft", "confirmed"],
    decide: async ({ companyId }) => {
      if (!mayFor(work.actor, "announcement.write", companyId, input.audience))
        return { ok: false, code: "forbidden" };
      const checked = await checkDraft(work, companyId, input);
      if (!checked.ok) return checked;
      const files = await changeFiles(work, { id: announcementId, companyId }, input);
      if (!files.ok) return files;
      await writeVersion(work, { id: announcementId, companyId }, 1, checked.value.texts);
      await work.tx.announcement.update({
        where: { id: announcementId },
        data: { audience: { ...checked.value.audience } as object },
      });
      return done({
        act: "rewritten",
        columns: {
          state: "draft",
          kind: input.kind,
          ...(await kindRules(work.tx, { companyId, kind: input.kind })),
          category: input.category,
          beginsAt: input.beginsAt ?? null,
          endsAt: input.endsAt ?? null,
          sendAt: input.sendAt ?? null,
          repeat: input.repeat ?? null,
          confirmedBy: null,
        },
      });
    },
  });
  if (!changed.ok) return changed;
  work.enqueue({ queue: previewQueue, payload: { announcementId }, singletonKey: announcementId });
  return done({ number: changed.value.number });
};
