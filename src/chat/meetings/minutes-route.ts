import { orderDocument } from "../../core/documents/order-document.ts";
import { readMinutes } from "../../core/meetings/read-minutes.ts";
import { action } from "../action.ts";
import type { ActionRoute } from "../route.ts";
import { t } from "../text.ts";
import type { Button } from "../view.ts";
import { refusalText } from "./words.ts";

const name = "mt.read";

export const minutesButton = (meetingId: string): Button => ({
  label: t("meetings.mine.minutes"),
  do: { action: action(name, meetingId) },
});

/** The minutes for whoever has or had a part in the meeting, in their own chat: without the register, which names neighbours. */
export const minutesRoute: ActionRoute = {
  kind: "action",
  name,
  handle: async ({ work, event, language, respond }, [meetingId = ""]) => {
    const readable = await readMinutes(work, { meetingId });
    if (!readable.ok) return respond.notice(refusalText(readable), "alert");
    const { companyId, number } = readable.value;
    await orderDocument(work, {
      companyId,
      kind: "meetings:record",
      params: { meetingId, number },
      language,
      address: { platform: event.platform, chatId: event.chat.id },
    });
    respond.notice(t("meetings.did.read"));
  },
};
