import { botProfile } from "../state/bot.ts";
import { userObject } from "../state/users.ts";
import { page } from "./lookup.ts";
import { type Family, refusal, success } from "./method.ts";

export const users: Family = {
  "users.info": {
    token: "bot",
    scopes: ["users:read"],
    tier: 4,
    required: { user: "string" },
    optional: { include_locale: "boolean" },
    run: (context, args) => {
      const { workspace } = context;
      const user = workspace.users.get(args.text("user") ?? "");
      if (!user) return refusal("user_not_found");
      const show = {
        email: workspace.scopes.has("users:read.email"),
        locale: args.flag("include_locale") ?? false,
      };
      return success({ user: userObject(workspace, user, context.clock.now(), show) });
    },
  },
  "users.list": {
    token: "bot",
    scopes: ["users:read"],
    tier: 2,
    required: {},
    optional: { cursor: "string", include_locale: "boolean", limit: "number", team_id: "string" },
    run: (context, args) => {
      const { workspace } = context;
      const found = page([...workspace.users.values()], args.text("cursor"), args.amount("limit") || 1000);
      if (!found) return refusal("invalid_cursor");
      const now = context.clock.now();
      const show = {
        email: workspace.scopes.has("users:read.email"),
        locale: args.flag("include_locale") ?? false,
      };
      return success({
        members: found.items.map((user) => userObject(workspace, user, now, show)),
        cache_ts: Math.floor(now.getTime() / 1000),
        response_metadata: { next_cursor: found.next },
      });
    },
  },
  "users.lookupByEmail": {
    token: "bot",
    scopes: ["users:read.email"],
    tier: 3,
    required: { email: "string" },
    optional: {},
    run: (context, args) => {
      const wanted = args.text("email")?.toLowerCase();
      const user = [...context.workspace.users.values()].find(
        ({ email, deleted }) => !deleted && email !== "" && email.toLowerCase() === wanted,
      );
      if (!user) return refusal("users_not_found");
      const show = { email: true, locale: false };
      return success({ user: userObject(context.workspace, user, context.clock.now(), show) });
    },
  },
  "bots.info": {
    token: "bot",
    scopes: ["users:read"],
    tier: 3,
    required: {},
    optional: { bot: "string", team_id: "string" },
    run: (context, args) =>
      args.text("bot") === context.workspace.app.botId
        ? success({ bot: botProfile(context) })
        : refusal("bot_not_found"),
  },
  "team.info": {
    token: "bot",
    scopes: ["team:read"],
    tier: 3,
    required: {},
    optional: { team: "string", domain: "string" },
    run: ({ workspace: { team } }, args) => {
      const asked = args.text("team");
      if (asked !== undefined && asked !== team.id) return refusal("team_not_found");
      return success({
        team: {
          id: team.id,
          name: team.name,
          domain: team.domain,
          url: `https://${team.domain}.slack.com/`,
          email_domain: "",
          icon: { image_default: true },
        },
      });
    },
  },
};
