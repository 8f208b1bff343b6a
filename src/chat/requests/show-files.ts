import { attachmentVisible } from "../../core/requests/attachment-visible.ts";
import type { Turn } from "../route.ts";
import { t } from "../text.ts";
import { refusalText } from "./words.ts";

/** Sends the files of a request privately to whoever may see them; each one is asked about anew. */
export const showFiles = async ({ work, respond }: Turn, requestId: string): Promise<void> => {
  const request = await work.tx.request.findUnique({
    where: { id: requestId },
    include: { attachments: { where: { state: "stored", replacedAt: null }, orderBy: { id: "asc" } } },
  });
  if (!request) return respond.notice(refusalText({ code: "not-found" }), "alert");
  const { attachments, ...row } = request;
  const visible = attachments.filter((attachment) => attachmentVisible(work.actor, attachment, row));
  work.audit({
    act: "attach.view",
    subjectType: "request",
    subjectId: requestId,
    ...(visible.length === 0 ? { outcome: "forbidden" } : {}),
  });
  if (visible.length === 0) return respond.notice(t("requests.files.none"), "alert");
  respond.replyPrivately({
    blocks: [{ type: "text", text: t("requests.files.of", { number: row.number }) }],
    files: visible.map(({ id, kind }) => ({ attachmentId: id, kind })),
  });
};
