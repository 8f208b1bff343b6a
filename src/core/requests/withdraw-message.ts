import { newId } from "../directory/new-id.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";

/**
 * Staff took a reply to the resident back (`source`: platform:chat:message). Its words stay as a revision, for the
 * record; the resident may see neither them nor its files any more. Notes and what a request was filed with stay.
 */
export const withdrawMessage = async (
  work: Work,
  { source }: { source: string },
): Promise<Outcome<Changed, ChangeRefusal | "unchanged" | "forbidden">> => {
  const said = await work.tx.requestEvent.findUnique({
    where: { source },
    include: { attachments: { where: { visibility: "shared" }, select: { id: true } } },
  });
  if (said?.kind !== "asked") return refused("not-found");
  const { id: eventId, requestId, textSealed, attachments } = said;
  // Nobody takes back the words of somebody else.
  if (said.actorId !== actorIdOf(work)) {
    work.audit({ act: "request.ask", subjectType: "request", subjectId: requestId, outcome: "forbidden" });
    return refused("forbidden");
  }
  const outcome = await changeRequest<"unchanged">(work, {
    requestId,
    act: "request.ask",
    move: "edit",
    decide: async () =>
      textSealed === null && attachments.length === 0
        ? refused("unchanged")
        : done({ act: "withdrawn", data: { eventId, files: attachments.length } }),
  });
  if (!outcome.ok) return outcome;
  if (textSealed !== null)
    await work.tx.messageRevision.create({
      data: { id: newId(work.now), eventId, textSealed, replacedAt: work.now },
    });
  await work.tx.requestEvent.update({ where: { id: eventId }, data: { textSealed: null } });
  await work.tx.attachment.updateMany({ where: { eventId }, data: { visibility: "internal" } });
  return outcome;
};
