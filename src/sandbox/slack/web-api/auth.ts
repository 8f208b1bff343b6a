import { type Family, refusal, success } from "./method.ts";

export const createAuth = (socketUrl: () => string | undefined): Family => ({
  "auth.test": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: {},
    optional: {},
    run: ({ workspace: { team, app } }) =>
      success({
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: app.botName,
        team_id: team.id,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
      }),
  },
  "api.test": {
    token: "none",
    scopes: [],
    tier: 4,
    required: {},
    optional: { error: "string", foo: "string" },
    run: (_context, args) => {
      const error = args.text("error");
      const echoed = { args: { ...(error === undefined ? {} : { error }) } };
      return error === undefined ? success(echoed) : refusal(error, echoed);
    },
  },
  "apps.connections.open": {
    token: "app",
    scopes: [],
    tier: 1,
    required: {},
    optional: {},
    run: () => {
      const url = socketUrl();
      return url === undefined ? refusal("socket_mode_not_enabled") : success({ url });
    },
  },
});
