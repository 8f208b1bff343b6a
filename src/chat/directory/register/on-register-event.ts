import type { Subscriber } from "../../../core/work/core.ts";
import type { ChatSettings } from "../../settings.ts";
import { postStaffCard, sendUnderCards } from "../../staff-cards.ts";
import { t } from "../../text.ts";
import { registerCardKind } from "./register-card.ts";

/** Shows in the staff channel how a register stands, and what is wrong with it in the thread under that. */
export const onRegisterEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "register.changed") {
      const { companyId, importId: subjectId } = event;
      await postStaffCard(work, settings, { kind: registerCardKind, subjectId, companyId });
    }
    if (event.type !== "register.problems") return;
    const cards = await work.tx.card.findMany({
      where: { subjectId: event.importId, kind: registerCardKind },
    });
    await sendUnderCards(work, cards, {
      blocks: [{ type: "text", text: t("directory.register.problems-file") }],
      files: [{ attachmentId: event.attachmentId, kind: "document" }],
    });
  };
