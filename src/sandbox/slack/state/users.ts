import type { JsonObject } from "../block-kit/rule.ts";
import type { SlackUser } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** Seconds east of UTC in a time zone at a moment. */
const offsetSeconds = (tz: string, at: Date): number => {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "");
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === "-" ? -seconds : seconds;
};

const tzLabel = (tz: string, at: Date): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "long" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value ?? tz;

/** The user as users.info shows it; e-mail and locale only where they may be seen. */
export const userObject = (
  workspace: Workspace,
  user: SlackUser,
  now: Date,
  show: { email: boolean; locale: boolean },
): JsonObject => ({
  id: user.id,
  team_id: workspace.team.id,
  name: user.name,
  deleted: user.deleted,
  color: "9f69e7",
  real_name: user.realName,
  tz: user.tz,
  tz_label: tzLabel(user.tz, now),
  tz_offset: offsetSeconds(user.tz, now),
  profile: {
    title: "",
    phone: "",
    skype: "",
    avatar_hash: "",
    status_text: "",
    status_emoji: "",
    status_expiration: 0,
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    ...(show.email && !user.isBot ? { email: user.email } : {}),
    ...(user.isBot ? { bot_id: workspace.app.botId, api_app_id: workspace.app.appId } : {}),
    image_48: `https://${workspace.team.domain}.slack.com/avatar/${user.id}/48.png`,
    image_72: `https://${workspace.team.domain}.slack.com/avatar/${user.id}/72.png`,
    team: workspace.team.id,
  },
  is_admin: user.isAdmin,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: user.isBot,
  is_app_user: false,
  is_email_confirmed: !user.isBot,
  updated: user.updated,
  has_2fa: false,
  ...(show.locale ? { locale: user.locale } : {}),
});
