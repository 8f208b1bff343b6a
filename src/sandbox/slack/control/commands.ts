import type { JsonObject } from "../block-kit/rule.ts";
import { isObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import { botChannel } from "../state/channels.ts";
import { answerProblem, applyAnswer, makeResponseUrl, showEphemeral } from "../state/response-urls.ts";
import { makeTrigger } from "../state/triggers.ts";
import type { Channel } from "../state/types.ts";
import { viewObject } from "../state/views.ts";
import { channelBy, messageBy, userBy } from "./find.ts";
import { ControlError, deliverTo, interactionBase, type Outcome } from "./interaction.ts";

export interface TypedCommand {
  readonly user: string;
  /** Default: the direct conversation with the bot. */
  readonly channel?: string;
  /** With its slash. */
  readonly command: string;
  readonly text?: string;
}

/** Slash commands, shortcuts and App Home. */
export const commandControl = (context: Context) => {
  const { workspace } = context;
  const seconds = (): number => Math.floor(context.clock.now().getTime() / 1000);

  const failure = (channel: Channel, user: string, text: string): void => {
    showEphemeral(context, channel, user, { type: "message", user: "USLACKBOT", text });
  };

  /** As Slack gives over names of a command that asks for escaping: "@anna" becomes "<@U…|anna>". */
  const escaped = (text: string): string =>
    text.replace(/(?<![^\s])@([\p{L}\d._-]+)/gu, (whole, name: string) => {
      const user = [...workspace.users.values()].find((each) => each.name === name);
      return user ? `<@${user.id}|${name}>` : whole;
    });

  /** The acknowledgement of a command may carry a message. */
  const showAnswer = (channel: Channel, user: string, body: unknown): string | undefined => {
    const answer = typeof body === "string" ? (body === "" ? {} : { text: body }) : body;
    if (!isObject(answer) || Object.keys(answer).length === 0) return undefined;
    const problem = answerProblem(answer);
    if (problem !== undefined) return problem;
    applyAnswer(
      context,
      {
        channel: channel.id,
        user,
        messageTs: undefined,
        threadTs: undefined,
        ephemeral: false,
        madeAt: context.clock.now().getTime(),
        uses: 0,
      },
      answer,
    );
    return undefined;
  };

  return {
    command: async (typed: TypedCommand): Promise<Outcome> => {
      const user = userBy(context, typed.user);
      const channel =
        typed.channel === undefined
          ? botChannel(workspace, user.id, seconds())
          : channelBy(context, typed.channel);
      const known = context.settings.commands;
      if (known && !known.includes(typed.command))
        throw new ControlError(`${typed.command} is not a valid command; the app has: ${known.join(", ")}`);
      const payload: JsonObject = {
        token: workspace.app.verificationToken,
        team_id: workspace.team.id,
        team_domain: workspace.team.domain,
        channel_id: channel.id,
        channel_name: channel.kind === "private" ? "privategroup" : channel.name,
        user_id: user.id,
        user_name: user.name,
        command: typed.command,
        text: escaped(typed.text ?? ""),
        api_app_id: workspace.app.appId,
        is_enterprise_install: "false",
        response_url: makeResponseUrl(context, { kind: "commands", channel, user: user.id }),
        trigger_id: makeTrigger(context, user.id),
      };
      const outcome = await deliverTo(context, "slash_commands", user.id, payload);
      if (!outcome.ok) {
        failure(channel, user.id, `${typed.command} failed with the error "${outcome.error}"`);
        return outcome;
      }
      const problem = showAnswer(channel, user.id, outcome.body);
      if (problem === undefined) return outcome;
      context.journal.add("bad_answer", { command: typed.command, error: problem, body: outcome.body });
      failure(channel, user.id, `${typed.command} failed with the error "invalid_command_response"`);
      return { ok: false, error: "dispatch_failed", reason: problem };
    },
    messageShortcut: (wanted: {
      user: string;
      channel: string;
      ts: string;
      callbackId: string;
    }): Promise<Outcome> => {
      const user = userBy(context, wanted.user).id;
      const channel = channelBy(context, wanted.channel);
      const message = messageBy(context, channel, wanted.ts);
      return deliverTo(context, "interactive", user, {
        type: "message_action",
        ...interactionBase(context, user),
        callback_id: wanted.callbackId,
        action_ts: workspace.ids.ts(),
        trigger_id: makeTrigger(context, user),
        response_url: makeResponseUrl(context, { kind: "app", channel, user, messageTs: wanted.ts }),
        message_ts: wanted.ts,
        channel: { id: channel.id, name: channel.kind === "private" ? "privategroup" : channel.name },
        message: structuredClone(message) as unknown as JsonObject,
      });
    },
    globalShortcut: (wanted: { user: string; callbackId: string }): Promise<Outcome> => {
      const user = userBy(context, wanted.user).id;
      return deliverTo(context, "interactive", user, {
        type: "shortcut",
        ...interactionBase(context, user),
        callback_id: wanted.callbackId,
        action_ts: workspace.ids.ts(),
        trigger_id: makeTrigger(context, user),
      });
    },
    openHome: (wanted: { user: string; tab?: "home" | "messages" }): void => {
      const user = userBy(context, wanted.user).id;
      const view = workspace.views.get(workspace.homes.get(user) ?? "");
      context.journal.add("home_opened", { user });
      announce(context, {
        type: "app_home_opened",
        user,
        channel: botChannel(workspace, user, seconds()).id,
        tab: wanted.tab ?? "home",
        ...(view ? { view: viewObject(context, view) } : {}),
        event_ts: workspace.ids.ts(),
      });
    },
  };
};
