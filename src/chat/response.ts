import type { FormInput } from "./event.ts";
import type { Text } from "./text.ts";
import type { View } from "./view.ts";

/** How a handler answers. Replies and edits go through the outbox; toasts and modals are shown at once and once. */
export interface Response {
  /** A message in the conversation the event came from. */
  reply(view: View): void;
  /** A private message to the sender. */
  replyPrivately(view: View): void;
  /** The message whose button was tapped becomes this. */
  edit(view: View): void;
  /**
   * What only the sender needs to see, such as a list. Slack: an ephemeral message that replaces the one whose
   * button was tapped. Telegram: a message, or the tapped message edited.
   */
  show(view: View): void;
  /**
   * One line that needs no message: a toast, an alert, or an ephemeral message. Telegram has those for taps alone: what
   * was written or edited there is answered with a message, like any other reply.
   */
  notice(text: Text, urgency?: "info" | "alert"): void;
  /** The same for a secret that only the person may have: shown at once and kept nowhere. */
  once(text: Text): void;
  /** Telegram: the first question. Slack: the modal. */
  openForm(form: string, ...args: string[]): Promise<void>;
  /** The same with answers that are known already; Telegram does not ask for them again. */
  openFormWith(form: string, args: string[], prefill: FormInput): Promise<void>;
  /** Slack App Home of the sender. */
  home(view: View): void;
}
