import { interactiveElements, normaliseBlocks } from "../block-kit/normalise-blocks.ts";
import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { Filled, StoredView } from "./types.ts";
import { initialState } from "./view-state.ts";

const text = (value: unknown): unknown => (isObject(value) ? { emoji: true, ...value } : null);

/** The view as answers and interactions show it. */
export const viewObject = (context: Context, view: StoredView): JsonObject => {
  const { team, app } = context.workspace;
  const { content } = view;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? "",
    callback_id: content.callback_id ?? "",
    state: { values: stateValues(viewBlocks(view), view.values) },
    hash: view.hash,
    title: text(content.title) ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    close: text(content.close),
    submit: text(content.submit),
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: app.appId,
    external_id: content.external_id ?? "",
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
};

/** state.values: what each input among the blocks holds now. */
export const stateValues = (blocks: readonly JsonObject[], filled: Filled): JsonObject => {
  const values: JsonObject = {};
  for (const block of blocks) {
    const inBlock = filled.get(String(block.block_id));
    const own: JsonObject = {};
    for (const element of interactiveElements(block)) {
      const state = inBlock?.get(String(element.action_id)) ?? initialState(element);
      if (state) own[String(element.action_id)] = state;
    }
    if (Object.keys(own).length > 0) values[String(block.block_id)] = own;
  }
  return values;
};

/** Remembers what a person put into an input. */
export const fillIn = (filled: Filled, blockId: string, actionId: string, state: JsonObject): void => {
  const inBlock = filled.get(blockId) ?? new Map<string, JsonObject>();
  inBlock.set(actionId, state);
  filled.set(blockId, inBlock);
};

export const viewBlocks = (view: StoredView): JsonObject[] =>
  Array.isArray(view.content.blocks) ? view.content.blocks.filter(isObject) : [];

export interface NewView {
  readonly type: "modal" | "home";
  readonly user: string;
  readonly content: JsonObject;
  readonly previous?: StoredView;
}

export const createView = (context: Context, wanted: NewView): StoredView => {
  const id = context.workspace.ids.next("V");
  const view: StoredView = {
    id,
    type: wanted.type,
    user: wanted.user,
    rootId: wanted.previous?.rootId ?? id,
    previousId: wanted.previous?.id ?? null,
    hash: newHash(context),
    content: withIds(context, wanted.content),
    values: new Map(),
    errors: {},
    open: true,
  };
  context.workspace.views.set(id, view);
  return view;
};

/** Replaces a view's content; what the person filled in stays where block_id and action_id do. */
export const replaceView = (context: Context, view: StoredView, content: JsonObject): void => {
  view.content = withIds(context, content);
  view.hash = newHash(context);
  view.errors = {};
};

const newHash = (context: Context): string =>
  `${Math.floor(context.clock.now().getTime() / 1000)}.${context.workspace.ids.token(8)}`;

const withIds = (context: Context, content: JsonObject): JsonObject => ({
  ...content,
  blocks: normaliseBlocks(Array.isArray(content.blocks) ? content.blocks : [], () =>
    context.workspace.ids.token(5),
  ),
});

/** The open modals of a person, the lowest first. */
export const modalStack = (context: Context, user: string): StoredView[] =>
  (context.workspace.modals.get(user) ?? []).flatMap((id) => context.workspace.views.get(id) ?? []);

export const setModalStack = (context: Context, user: string, stack: readonly StoredView[]): void => {
  for (const view of modalStack(context, user)) view.open = stack.includes(view);
  context.workspace.modals.set(
    user,
    stack.map((view) => view.id),
  );
};
