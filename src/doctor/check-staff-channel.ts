import { type Check, fault, ok, warning } from "./finding.ts";
import { channelInfo } from "./slack-channel-info.ts";

/** Whether the staff channel is there and the bot is in it. */
export const checkStaffChannel: Check = async ({ config: { slack } }) => {
  if (!slack) return [];
  const check = "staff-channel";
  const info = await channelInfo(slack);
  if (!info.ok) {
    if (info.error === "missing_scope")
      return [warning(check, "could not be checked", "grant the scopes channels:read and groups:read")];
    return [
      fault(
        check,
        `SLACK_STAFF_CHANNEL: ${slack.staffChannel} can't be seen (${info.error})`,
        "give the channel's id (C…) from the end of its details; a private one needs /invite @domovoy first",
      ),
    ];
  }
  const { name, is_archived, is_member } = info.channel;
  if (is_archived) return [fault(check, `#${name} is archived`, "restore it, or choose another channel")];
  if (!is_member)
    return [fault(check, `the bot is not in #${name}`, "invite it there with /invite @domovoy")];
  return [ok(check, `the bot is in #${name}`)];
};
