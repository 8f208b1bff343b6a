import type { Subscriber } from "../../core/work/core.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard } from "../staff-cards.ts";
import { monthCardKind } from "./month-card.ts";

/** Shows in the staff channel how a month stands; many changes of it make one edit. */
export const onBillingEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "month.changed") return;
    const { companyId, monthId: subjectId } = event;
    await postStaffCard(work, settings, { kind: monthCardKind, subjectId, companyId });
  };
