import type { Subscriber } from "../../../core/work/core.ts";
import type { ChatSettings } from "../../settings.ts";
import { postStaffCard, sendUnderCards } from "../../staff-cards.ts";
import { t } from "../../text.ts";
import { openingsCardKind } from "./openings-card.ts";

/** Shows in the staff channel how a table of opening balances stands, and puts its problems into the card's thread. */
export const onOpeningEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "openings.import.changed") {
      const { companyId, importId: subjectId } = event;
      await postStaffCard(work, settings, { kind: openingsCardKind, subjectId, companyId });
    }
    if (event.type !== "openings.import.problems") return;
    const cards = await work.tx.card.findMany({
      where: { subjectId: event.importId, kind: openingsCardKind },
    });
    await sendUnderCards(work, cards, {
      blocks: [{ type: "text", text: t("billing.opening.import.problems-file") }],
      files: [{ attachmentId: event.attachmentId, kind: "document" }],
    });
  };
