import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { StoredView } from "../state/types.ts";
import { modalStack, replaceView, setModalStack, viewBlocks, viewObject } from "../state/views.ts";
import { pushView, viewProblem } from "../web-api/views.ts";
import type { ClientError } from "./client-checks.ts";

/** What a person sees after they pressed submit. */
export type Submission =
  | { readonly result: "closed" | "cleared" }
  | { readonly result: "updated" | "pushed"; readonly view: JsonObject }
  | { readonly result: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly result: "not_sent"; readonly errors: Readonly<Record<string, ClientError>> }
  /** "We had some trouble connecting": no acknowledgement, or one that Slack refuses. */
  | { readonly result: "failed"; readonly error: string; readonly details?: unknown };

/** Does what the acknowledgement of a view_submission asks for. */
export const applySubmissionAnswer = (context: Context, view: StoredView, body: unknown): Submission => {
  const outcome = decide(context, view, body);
  context.journal.add("view_submitted", { user: view.user, view: view.id, ...outcome });
  return outcome;
};

const decide = (context: Context, view: StoredView, body: unknown): Submission => {
  const answer = isObject(body) ? body : {};
  switch (answer.response_action) {
    case undefined:
      closeFrom(context, view);
      return { result: "closed" };
    case "clear":
      setModalStack(context, view.user, []);
      return { result: "cleared" };
    case "errors":
      return showErrors(view, answer.errors);
    case "update":
    case "push":
      return showView(context, view, answer.response_action, answer.view);
    default:
      return { result: "failed", error: "invalid_response_action", details: answer };
  }
};

const closeFrom = (context: Context, view: StoredView): void => {
  const stack = modalStack(context, view.user);
  setModalStack(
    context,
    view.user,
    stack.filter((entry) => entry !== view),
  );
};

/** Errors belong to input blocks of this view; Slack shows none when a key is unknown. */
const showErrors = (view: StoredView, errors: unknown): Submission => {
  const inputs = new Set(
    viewBlocks(view)
      .filter((block) => block.type === "input")
      .map((block) => String(block.block_id)),
  );
  if (!isObject(errors) || Object.keys(errors).length === 0)
    return { result: "failed", error: "missing_errors", details: errors };
  const sound = Object.entries(errors).every(
    ([blockId, message]) => inputs.has(blockId) && typeof message === "string" && message !== "",
  );
  if (!sound) return { result: "failed", error: "unknown_block_id", details: errors };
  view.errors = Object.fromEntries(Object.entries(errors).map(([id, message]) => [id, String(message)]));
  return { result: "errors", errors: view.errors };
};

const showView = (
  context: Context,
  view: StoredView,
  action: "update" | "push",
  content: unknown,
): Submission => {
  const problem = viewProblem(context, "modal", content, action === "update" ? view : undefined);
  if (problem || !isObject(content))
    return { result: "failed", error: String(problem?.error ?? "invalid_view"), details: problem };
  if (action === "update") {
    replaceView(context, view, content);
    return { result: "updated", view: viewObject(context, view) };
  }
  const pushed = pushView(context, view.user, content);
  return pushed
    ? { result: "pushed", view: viewObject(context, pushed) }
    : { result: "failed", error: "push_limit_reached" };
};
