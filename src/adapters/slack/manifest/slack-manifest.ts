import type { Catalogue } from "../../../chat/catalogue.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { botEvents, botScopes } from "./permissions.ts";

export interface ManifestOrder {
  catalogue: Pick<Catalogue, "commands" | "form">;
  translate: Translate;
  /** Of the texts that Slack shows before Domovoy knows who reads. */
  language: string;
  /** Set: Slack delivers to this address over HTTP; null: Socket Mode. */
  url: URL | null;
}

const maxHint = 1000;
const maxName = 24;

/** The form that the shortcut on a message opens; inbound/ takes the callback_id for the form's id. */
const shortcutForm = "request.file-for";

/** The Slack app as its manifest describes it: docs.slack.dev/reference/app-manifest. */
export const slackManifest = ({ catalogue, translate, language, url }: ManifestOrder): object => {
  const say = (text: Text) => translate(text, language);
  if (!catalogue.form(shortcutForm)) throw new Error(`no form is called ${shortcutForm}`);
  const requestUrl = url && new URL("/slack/events", url).href;
  return {
    display_information: {
      name: say(t("slack.title")),
      description: say(t("slack.manifest.description")),
      long_description: say(t("slack.manifest.long")),
      background_color: "#2f5d50",
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: "domovoy", always_online: true },
      shortcuts: [
        {
          name: say(t("slack.manifest.shortcut")).slice(0, maxName),
          type: "message",
          callback_id: shortcutForm,
          description: say(t("slack.manifest.shortcut-does")),
        },
      ],
      slash_commands: [
        {
          command: "/domovoy",
          ...(requestUrl ? { url: requestUrl } : {}),
          description: say(t("slack.manifest.command")),
          usage_hint: hintOf(catalogue),
          // Without it a mention is a name only, which may change and be another's.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(botScopes) } },
    settings: {
      event_subscriptions: {
        ...(requestUrl ? { request_url: requestUrl } : {}),
        bot_events: [...botEvents],
      },
      interactivity: { is_enabled: true, ...(requestUrl ? { request_url: requestUrl } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
};

/** The commands of the catalogue, help last: `[new | open | … | help]`. */
const hintOf = ({ commands }: Pick<Catalogue, "commands">): string => {
  const names = commands.filter(({ platforms }) => platforms.includes("slack")).map(({ name }) => name);
  const ordered = [...names.filter((name) => name !== "help"), "help"];
  return `[${ordered.join(" | ")}]`.slice(0, maxHint);
};
