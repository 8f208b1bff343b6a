import type { Subscriber } from "../../core/work/core.ts";
import { postCard } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { monthCardKind } from "./month-card.ts";

/** Shows in the staff channel how a month stands; many changes of it make one edit. */
export const onBillingEvent =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "month.changed" || !staffChannel) return;
    const { companyId, monthId: subjectId } = event;
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const address = { platform: "slack", chatId: staffChannel } as const;
    const card = { kind: monthCardKind, subjectId, companyId, address, language };
    await postCard(work, { ...card, personId: null, lane: "notice" });
  };
