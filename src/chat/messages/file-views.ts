import type { AttachmentModel } from "../../database/types.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";

/** Who sent a file: what the other side reads above it. */
export type Side = "resident" | "office";

export const fileView = (
  side: Side,
  { id: attachmentId, kind }: Pick<AttachmentModel, "id" | "kind">,
): View => ({
  blocks: [{ type: "text", text: t(`messages.file.${side}`) }],
  files: [{ attachmentId, kind }],
});

/** For whoever sent a file that can't be kept: what to do. */
export const refusedFileView = (side: Side, { refusal }: Pick<AttachmentModel, "refusal">): View => {
  const cause = refusal === "heic" ? "heic" : "other";
  return { blocks: [{ type: "text", text: t(`messages.refused-file.${side}-${cause}`) }] };
};
