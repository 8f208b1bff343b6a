import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { botChannel } from "../state/channels.ts";
import { fileObject, storeFile } from "../state/files.ts";
import { makeResponseUrl } from "../state/response-urls.ts";
import { makeTrigger } from "../state/triggers.ts";
import type { StoredView } from "../state/types.ts";
import { stateOf } from "../state/view-state.ts";
import { fillIn, modalStack, setModalStack, viewBlocks, viewObject } from "../state/views.ts";
import { clientErrors } from "./client-checks.ts";
import { findInput, spots, stateFor } from "./elements.ts";
import { userBy } from "./find.ts";
import { ControlError, deliverTo, interactionBase, type Outcome } from "./interaction.ts";
import type { TypedFile } from "./messages.ts";
import { applySubmissionAnswer, type Submission } from "./submission.ts";

/** Values by "block_id/action_id", action_id, block_id or label. */
export type FormValues = Readonly<Record<string, unknown>>;

/** What a person does with the modal that is open before them. */
export const modalControl = (context: Context) => {
  const { workspace } = context;

  const topOf = (wanted: string): StoredView => {
    const view = modalStack(context, userBy(context, wanted).id).at(-1);
    if (!view) throw new ControlError(`${wanted} has no open modal`);
    return view;
  };

  const fillView = (view: StoredView, values: FormValues): void => {
    for (const [key, value] of Object.entries(values)) {
      const { block, element } = findInput(viewBlocks(view), key);
      const state =
        element.type === "file_input" ? droppedFiles(view, element, value) : stateFor(element, value);
      fillIn(view.values, String(block.block_id), String(element.action_id), state);
    }
    context.journal.add("view_filled", { user: view.user, view: view.id, keys: Object.keys(values) });
  };

  const droppedFiles = (view: StoredView, element: JsonObject, value: unknown): JsonObject => {
    const files = (Array.isArray(value) ? value : [value]) as TypedFile[];
    const objects = files.map(({ name, bytes }) => {
      const content = typeof bytes === "string" ? Buffer.from(bytes, "base64") : Buffer.from(bytes);
      const file = storeFile(context, { name, bytes: content, user: view.user });
      // A file dropped into an app's modal belongs to the app's conversation with this person.
      file.shares.set(botChannel(workspace, view.user, file.created).id, []);
      return fileObject(context, file);
    });
    return stateOf(element, objects);
  };
  const responseUrls = (view: StoredView): JsonObject[] =>
    spots(viewBlocks(view)).flatMap(({ block, element }) => {
      if (element.response_url_enabled !== true) return [];
      const state = view.values.get(String(block.block_id))?.get(String(element.action_id));
      const channel = workspace.channels.get(
        String(state?.selected_conversation ?? state?.selected_channel ?? ""),
      );
      if (!channel) return [];
      return [
        {
          block_id: block.block_id,
          action_id: element.action_id,
          channel_id: channel.id,
          response_url: makeResponseUrl(context, { kind: "app", channel, user: view.user }),
        },
      ];
    });

  const tellClosed = (view: StoredView, isCleared: boolean): Promise<Outcome> | undefined => {
    context.journal.add("view_closed", { user: view.user, view: view.id, isCleared });
    if (view.content.notify_on_close !== true) return undefined;
    return deliverTo(context, "interactive", view.user, {
      type: "view_closed",
      ...interactionBase(context, view.user),
      view: viewObject(context, view),
      is_cleared: isCleared,
    });
  };

  return {
    fill: (wanted: { user: string; values: FormValues }): void => fillView(topOf(wanted.user), wanted.values),
    /** Fills in, submits and applies what the app answers. */
    submit: async (wanted: { user: string; values?: FormValues }): Promise<Submission> => {
      const view = topOf(wanted.user);
      if (!isObject(view.content.submit)) throw new ControlError("this modal has no submit button");
      fillView(view, wanted.values ?? {});
      const errors = clientErrors(viewBlocks(view), view.values);
      if (Object.keys(errors).length > 0) {
        context.journal.add("view_not_submitted", { user: view.user, view: view.id, errors });
        return { result: "not_sent", errors };
      }
      view.errors = {};
      const outcome = await deliverTo(context, "interactive", view.user, {
        type: "view_submission",
        ...interactionBase(context, view.user),
        trigger_id: makeTrigger(context, view.user, view.id),
        view: viewObject(context, view),
        response_urls: responseUrls(view),
      });
      return outcome.ok
        ? applySubmissionAnswer(context, view, outcome.body)
        : { result: "failed", error: outcome.error };
    },
    /** Closes the top modal with its Close button; `all` is the cross, which clears the stack. */
    closeModal: async (wanted: { user: string; all?: boolean }): Promise<void> => {
      const top = topOf(wanted.user);
      const stack = modalStack(context, top.user);
      const all = wanted.all === true || top.content.clear_on_close === true;
      setModalStack(context, top.user, all ? [] : stack.slice(0, -1));
      const closed = all ? [...stack].reverse() : [top];
      await Promise.all(closed.map((view) => tellClosed(view, all)));
    },
  };
};
