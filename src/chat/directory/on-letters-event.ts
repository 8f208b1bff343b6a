import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { t } from "../text.ts";
import { lettersCardKind } from "./letters-card.ts";

/** Shows in the staff channel how far letters are, and puts the files into the thread under that. */
export const onLettersEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "letters.changed") {
      const { companyId, orderId: subjectId } = event;
      await postStaffCard(work, settings, { kind: lettersCardKind, subjectId, companyId });
    }
    if (event.type !== "letters.made") return;
    const cards = await refreshCards(work, event.orderId, "notice");
    await sendUnderCards(work, cards, {
      blocks: [{ type: "text", text: t("directory.letters.files") }],
      files: event.attachmentIds.map((attachmentId) => ({ attachmentId, kind: "document" })),
    });
  };
