import type { Subscriber } from "../../core/work/core.ts";
import { action } from "../action.ts";
import type { ChatSettings } from "../settings.ts";
import { tellStaffChannel } from "../staff-cards.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { dayText, monthText } from "./words.ts";

/** Says in the staff channel that a month's bills are to go out; with a button where nobody has begun. Once a day. */
export const onBillsDue =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "bills.due") return;
    const { companyId, month, by, state, today } = event;
    const said = {
      month: monthText(month),
      day: dayText(by),
      state: t(`billing.month.state.${state ?? "none"}`),
    };
    const view: View = {
      blocks: [{ type: "text", text: t(today > by ? "billing.month.overdue" : "billing.month.due", said) }],
      ...(state === null
        ? {
            buttons: [
              [
                {
                  label: t("billing.month.button.start", { month: monthText(month) }),
                  do: { action: action("bl.start", month) },
                },
              ],
            ],
          }
        : {}),
    };
    const dedupeKey = `bills-due:${companyId}:${month}:${today}`;
    await tellStaffChannel(work, settings, { companyId, view, dedupeKey });
  };
