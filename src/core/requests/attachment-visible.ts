import type { AttachmentModel, RequestModel } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { subjectOf } from "./change-request.ts";

/** Whether the actor may have a file: it belongs to a request that he may see, and internal ones are for staff. */
export const attachmentVisible = (
  actor: Actor,
  attachment: Pick<AttachmentModel, "visibility" | "requestId">,
  request: RequestModel,
): boolean => {
  if (attachment.requestId !== request.id) return false;
  const subject = subjectOf(request);
  return (
    can(actor, "attach.view", subject) &&
    (attachment.visibility === "shared" || can(actor, "note.view", subject))
  );
};
