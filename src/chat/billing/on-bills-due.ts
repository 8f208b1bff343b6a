import type { Subscriber } from "../../core/work/core.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { dayText, monthText } from "./words.ts";

/** Says in the staff channel that a month's bills are to go out; with a button where nobody has begun. Once a day. */
export const onBillsDue =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "bills.due" || !staffChannel) return;
    const { companyId, month, by, state, today } = event;
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const said = {
      month: monthText(month),
      day: dayText(by),
      state: t(`billing.month.state.${state ?? "none"}`),
    };
    const content: View = {
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
    work.send({
      address: { platform: "slack", chatId: staffChannel },
      lane: "notice",
      language,
      companyId,
      what: { kind: "message", content: await prepareView(work, content) },
      dedupeKey: `bills-due:${companyId}:${month}:${today}`,
    });
  };
