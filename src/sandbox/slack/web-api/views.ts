import { checkView } from "../block-kit/check-view.ts";
import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { takeTrigger } from "../state/triggers.ts";
import type { StoredView, Trigger } from "../state/types.ts";
import { createView, modalStack, replaceView, setModalStack, viewObject } from "../state/views.ts";
import { type Answer, type Arguments, explained, type Family, refusal, success } from "./method.ts";

const MAX_BYTES = 250_000;
const STACK_MAX = 3;

/** What Slack refuses of a view, or undefined. The same holds for views in an acknowledgement. */
export const viewProblem = (
  context: Context,
  kind: "modal" | "home",
  view: unknown,
  replaces?: StoredView,
): Answer | undefined => {
  if (Buffer.byteLength(JSON.stringify(view ?? null)) > MAX_BYTES) return refusal("view_too_large");
  const problems = checkView(kind, view);
  if (problems.length > 0) return explained("invalid_arguments", problems);
  const external = isObject(view) ? view.external_id : undefined;
  if (typeof external !== "string" || external === "") return undefined;
  const taken = findByExternalId(context, external);
  return taken && taken !== replaces ? refusal("duplicate_external_id") : undefined;
};

const findByExternalId = (context: Context, id: string): StoredView | undefined =>
  [...context.workspace.views.values()].find((view) => view.open && view.content.external_id === id);

const trigger = (context: Context, args: Arguments): Trigger | Answer => {
  const id = args.text("trigger_id") ?? args.text("interactivity_pointer");
  if (id === undefined)
    return explained("invalid_arguments", [{ message: "missing required field: trigger_id", pointer: "/" }]);
  const taken = takeTrigger(context, id);
  return typeof taken === "string" ? refusal(taken) : taken;
};

const isAnswer = (value: Trigger | Answer): value is Answer => "ok" in value;

const opened = (context: Context, view: StoredView, how: string): Answer => {
  const shown = viewObject(context, view);
  context.journal.add(how, { user: view.user, view: shown });
  return success({ view: shown });
};

/** Puts a view on top of a person's stack; undefined when three are open already. */
export const pushView = (context: Context, user: string, content: JsonObject): StoredView | undefined => {
  const stack = modalStack(context, user);
  if (stack.length >= STACK_MAX) return undefined;
  const top = stack.at(-1);
  const view = createView(context, { type: "modal", user, content, ...(top ? { previous: top } : {}) });
  setModalStack(context, user, [...stack, view]);
  return view;
};

const opening = { trigger_id: "string", interactivity_pointer: "string" } as const;

export const views: Family = {
  "views.open": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: { view: "json" },
    optional: opening,
    run: (context, args) => {
      const content = args.json("view");
      const problem = viewProblem(context, "modal", content);
      if (problem) return problem;
      const from = trigger(context, args);
      if (isAnswer(from)) return from;
      const view = createView(context, { type: "modal", user: from.user, content: content as JsonObject });
      setModalStack(context, from.user, [view]);
      return opened(context, view, "view_opened");
    },
  },
  "views.push": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: { view: "json" },
    optional: opening,
    run: (context, args) => {
      const content = args.json("view");
      const problem = viewProblem(context, "modal", content);
      if (problem) return problem;
      const from = trigger(context, args);
      if (isAnswer(from)) return from;
      const source = from.viewId === undefined ? undefined : context.workspace.views.get(from.viewId);
      if (source?.type === "home")
        return explained("invalid_arguments", [
          {
            message: "must match the `type` of the root view whose stack we're pushing onto",
            pointer: "/view/type",
          },
        ]);
      if (!source?.open) return refusal("not_found");
      const view = pushView(context, from.user, content as JsonObject);
      return view ? opened(context, view, "view_pushed") : refusal("push_limit_reached");
    },
  },
  "views.update": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: { view: "json" },
    optional: { view_id: "string", external_id: "string", hash: "string" },
    run: (context, args) => {
      const id = args.text("view_id");
      const external = args.text("external_id");
      const view =
        id === undefined ? findByExternalId(context, external ?? "") : context.workspace.views.get(id);
      const content = args.json("view");
      const problem = viewProblem(context, view?.type ?? "modal", content, view);
      if (problem) return problem;
      if (!view?.open) return refusal("not_found");
      if (args.has("hash") && args.text("hash") !== view.hash) return refusal("hash_conflict");
      replaceView(context, view, content as JsonObject);
      return opened(context, view, "view_updated");
    },
  },
  "views.publish": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: { user_id: "string", view: "json" },
    optional: { hash: "string" },
    run: (context, args) => {
      const { workspace } = context;
      const user = args.text("user_id") ?? "";
      if (!workspace.users.has(user))
        return explained("invalid_arguments", [{ message: "invalid `user_id`", pointer: "/user_id" }]);
      const known = workspace.views.get(workspace.homes.get(user) ?? "");
      const content = args.json("view");
      const problem = viewProblem(context, "home", content, known);
      if (problem) return problem;
      if (args.has("hash") && known && args.text("hash") !== known.hash) return refusal("hash_conflict");
      if (known) {
        replaceView(context, known, content as JsonObject);
        return opened(context, known, "home_published");
      }
      const view = createView(context, { type: "home", user, content: content as JsonObject });
      workspace.homes.set(user, view.id);
      return opened(context, view, "home_published");
    },
  },
};
