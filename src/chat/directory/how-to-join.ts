import { action } from "../action.ts";
import type { Turn } from "../route.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";

/** Says how to join: on Slack to future staff, elsewhere to residents, who may share their number. */
export const tellHowToJoin = ({ event, respond }: Turn): void => {
  if (event.platform === "slack") {
    if (event.type === "home-opened") respond.home(staffWay);
    else respond.show(staffWay);
    return;
  }
  respond.replyPrivately(residentWays);
  respond.replyPrivately(shareNumber);
};

const staffWay: View = {
  blocks: [
    { type: "heading", text: t("directory.door.title") },
    { type: "text", text: t("directory.door.staff") },
  ],
};

const residentWays: View = {
  blocks: [
    { type: "heading", text: t("directory.door.title") },
    { type: "text", text: t("directory.door.resident") },
    {
      type: "list",
      items: [t("directory.door.by-code"), t("directory.door.by-phone"), t("directory.door.by-asking")],
    },
  ],
  buttons: [
    [
      { label: t("directory.door.code-button"), do: { action: action("dr.code") } },
      { label: t("directory.door.ask-button"), do: { action: action("dr.ask") }, style: "primary" },
    ],
  ],
};

const shareNumber: View = {
  blocks: [{ type: "text", text: t("directory.door.share") }],
  keyboard: { type: "share-contact", label: t("directory.door.share-button") },
};
