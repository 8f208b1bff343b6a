import type { ChatEvent } from "./event.ts";
import type { Field } from "./form.ts";
import type { Text } from "./text.ts";
import type { View } from "./view.ts";

/**
 * What the adapter shows at once after an event was taken, in the sender's language. Lost on a crash, harmlessly: it
 * answers a tap, a modal or a command of Slack, whose platforms have no other way, or it is a secret that is kept nowhere.
 */
export interface Taken {
  /** False: a repeated delivery; nothing was done. */
  first: boolean;
  language: string;
  notice?: { text: Text; urgency: "info" | "alert" };
  /** Slack: what the modal opened with the tap becomes. */
  modal?: ModalContent;
  /** A submitted form's mistakes by field, or what it came to; absent for other events. */
  form?: { ok: true; text?: Text } | { ok: false; errors: Record<string, Text>; text?: Text };
  /** Slack: an ephemeral answer. On Telegram such answers went through the outbox. */
  shown?: View;
  /** Slack: the sender's App Home. */
  home?: View;
}

export type ModalContent = FormContent | { kind: "refusal"; title: Text; text: Text };

export interface FormContent {
  kind: "form";
  form: string;
  args: string[];
  /** Names the files that the form was opened with; comes back with what is submitted. */
  draft?: string;
  title: Text;
  submit: Text;
  intro?: Text;
  fields: Field[];
}

/** The chat layer's only entrance: adapters hand every event to it. Throws only on faults. */
export type TakeEvent = (event: ChatEvent) => Promise<Taken>;
