import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { t } from "../text.ts";
import { monthCardKind } from "./month-card.ts";
import { monthText } from "./words.ts";

/** Shows in the staff channel how a month stands, many changes of it in one edit; and why it is not as it was seen. */
export const onBillingEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "month.redrafted") {
      const cards = await refreshCards(work, event.monthId, "notice");
      const text = t(`billing.month.redrafted${event.approved ? "-approved" : ""}`, {
        month: monthText(event.because),
      });
      await sendUnderCards(work, cards, { blocks: [{ type: "text", text }] });
    }
    if (event.type !== "month.changed") return;
    const { companyId, monthId: subjectId } = event;
    await postStaffCard(work, settings, { kind: monthCardKind, subjectId, companyId });
  };
