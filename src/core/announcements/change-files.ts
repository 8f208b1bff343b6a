import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announcementLimits } from "./announcement.ts";

/** Where the files go that were taken away. */
const droppedFiles = "announcement-before";

const shared = { visibility: "shared", subjectType: "announcement" } as const;

/** Adds files to those that an announcement has, or takes these away first. Refused, nothing has changed. */
export const changeFiles = async (
  work: Work,
  { id: subjectId, companyId }: { id: string; companyId: string },
  { files = [], dropFiles = false }: { files?: readonly NewFile[]; dropFiles?: boolean },
): Promise<Outcome<null, "too-many-files">> => {
  const max = announcementLimits.files;
  const before = dropFiles ? 0 : await countFiles(work.tx, subjectId);
  if (before + files.length > max) return refused("too-many-files", { max });
  if (dropFiles)
    await work.tx.attachment.updateMany({
      where: { ...shared, subjectId },
      data: { subjectType: droppedFiles },
    });
  await keepFiles(work, { ...shared, companyId, subjectId }, files);
  return done(null);
};

/** Files that an announcement has, those that are still coming too. */
export const countFiles = (
  { attachment }: Pick<Work["tx"], "attachment">,
  subjectId: string,
): Promise<number> =>
  attachment.count({ where: { ...shared, subjectId, state: { in: ["pending", "stored"] } } });
