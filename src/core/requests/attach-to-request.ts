import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkFiles, type FilesMistake } from "./check-input.ts";
import { freeSource } from "./free-source.ts";

type AttachRefusal = FilesMistake | "files-missing" | "forbidden";

/**
 * Further pictures of a request, without a message. Staff may keep them internal; what a resident sends is
 * shared. They are shown when their bytes have come: see markAttachmentStored.
 */
export const attachToRequest = async (
  work: Work,
  input: { requestId: string; files: readonly NewFile[]; internal?: boolean; source?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | AttachRefusal>> => {
  const visibility = input.internal ? "internal" : "shared";
  const outcome = await changeRequest<AttachRefusal>(work, {
    requestId: input.requestId,
    act: input.internal ? "request.note" : "request.attach",
    move: "attach",
    decide: async () => {
      if (input.files.length === 0) return refused("files-missing");
      const counted = checkFiles(input.files);
      if (!counted.ok) return counted;
      return done({
        act: "attached",
        visibility,
        data: { files: input.files.length },
        source: await freeSource(work, input.source),
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  await keepFiles(
    work,
    { companyId: request.companyId, requestId: request.id, eventId, visibility },
    input.files,
  );
  return outcome;
};
