import { checkRule } from "../block-kit/check-rule.ts";
import { option, optionGroup } from "../block-kit/composition.ts";
import { isObject, type JsonObject, list, object } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { makeResponseUrl } from "../state/response-urls.ts";
import { makeTrigger } from "../state/triggers.ts";
import type { Filled, StoredView } from "../state/types.ts";
import { optionsOf, stateProperty } from "../state/view-state.ts";
import { fillIn, modalStack, stateValues, viewBlocks, viewObject } from "../state/views.ts";
import { actionFor, type ElementWish, findSpot, type Spot, stateFor } from "./elements.ts";
import { channelBy, userBy, visibleMessage } from "./find.ts";
import { ControlError, deliverTo, interactionBase, type Outcome } from "./interaction.ts";

export interface Press extends ElementWish {
  readonly user: string;
  /** With ts: a message. Without: the person's open modal, or App Home when `in` says so. */
  readonly channel?: string;
  readonly ts?: string;
  readonly in?: "modal" | "home";
  /** For menus and pickers: the option (value or text), date, time, user and so on. */
  readonly value?: unknown;
}

/** Presses of buttons and choices from menus, in messages, modals and App Home. */
export const actionControl = (context: Context) => {
  const { workspace } = context;

  const remember = (filled: Filled, { block, element }: Spot, value: unknown): void => {
    if (stateProperty(String(element.type)) === undefined) return;
    fillIn(filled, String(block.block_id), String(element.action_id), stateFor(element, value));
  };

  const pressInMessage = (press: Press, user: string, channelId: string, ts: string): Promise<Outcome> => {
    const channel = channelBy(context, channelId);
    const { message, ephemeral } = visibleMessage(context, channel, user, ts);
    const blocks = message.blocks ?? [];
    const spot = findSpot(blocks, press);
    const filled: Filled = workspace.messageValues.get(message) ?? new Map();
    workspace.messageValues.set(message, filled);
    remember(filled, spot, press.value);
    const thread = message.thread_ts;
    return deliverTo(context, "interactive", user, {
      type: "block_actions",
      ...interactionBase(context, user),
      container: {
        type: "message",
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      },
      trigger_id: makeTrigger(context, user),
      channel: { id: channel.id, name: channel.kind === "private" ? "privategroup" : channel.name },
      ...(ephemeral ? {} : { message: structuredClone(message) as unknown as JsonObject }),
      state: { values: stateValues(blocks, filled) },
      response_url: makeResponseUrl(context, { kind: "actions", channel, user, messageTs: ts, ephemeral }),
      actions: [actionFor(spot, press.value, workspace.ids.ts())],
    });
  };

  const pressInView = (press: Press, user: string, view: StoredView): Promise<Outcome> => {
    const spot = findSpot(viewBlocks(view), press);
    remember(view.values, spot, press.value);
    return deliverTo(context, "interactive", user, {
      type: "block_actions",
      ...interactionBase(context, user),
      container: { type: "view", view_id: view.id },
      trigger_id: makeTrigger(context, user, view.id),
      view: viewObject(context, view),
      actions: [actionFor(spot, press.value, workspace.ids.ts())],
    });
  };

  const viewOf = (wish: { readonly user: string; readonly in?: "modal" | "home" }): StoredView => {
    const user = userBy(context, wish.user).id;
    const view =
      wish.in === "home"
        ? workspace.views.get(workspace.homes.get(user) ?? "")
        : modalStack(context, user).at(-1);
    if (!view) throw new ControlError(`${wish.user} has no open ${wish.in ?? "modal"}`);
    return view;
  };

  return {
    press: (press: Press): Promise<Outcome> => {
      const user = userBy(context, press.user).id;
      if (press.channel !== undefined && press.ts !== undefined)
        return pressInMessage(press, user, press.channel, press.ts);
      return pressInView(press, user, viewOf(press));
    },
    /** Types into an external menu of the open modal or App Home; gives the options that the app offers. */
    suggest: async (wish: Press & { readonly query: string }): Promise<readonly JsonObject[]> => {
      const user = userBy(context, wish.user).id;
      const view = viewOf(wish);
      const { block, element } = findSpot(viewBlocks(view), wish);
      const outcome = await deliverTo(context, "interactive", user, {
        type: "block_suggestion",
        ...interactionBase(context, user),
        container: { type: "view", view_id: view.id },
        action_id: element.action_id,
        block_id: block.block_id,
        value: wish.query,
        view: viewObject(context, view),
      });
      const offered = outcome.ok && isObject(outcome.body) ? outcome.body : {};
      const problems = checkRule(suggestions, offered, "");
      if (problems.length > 0) context.journal.add("bad_answer", { user, problems, body: offered });
      return problems.length > 0 ? [] : optionsOf(offered);
    },
  };
};

const suggestions = object({}, { options: list(option, 0, 100), option_groups: list(optionGroup, 0, 100) });
