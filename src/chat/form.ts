import type { Work } from "../core/work/work.ts";
import type { FieldInput, FormInput } from "./event.ts";
import type { Text } from "./text.ts";

/** A form as data: Telegram asks it step by step, Slack shows it as a modal. */
export interface Form {
  id: string;
  title: Text;
  /** On the button that sends it. */
  submit: Text;
  /** The text field that also takes what is written where it answers no question: people write in pieces. */
  growing?: string;
  /** Who may open it and with which fields; a refusal is a sentence for the person. */
  open(work: Work, args: string[]): Promise<FormOpening>;
  /** Runs once with valid input. A refusal keeps what was typed. */
  submitted(work: Work, args: string[], input: FormInput): Promise<FormResult>;
}

export type FormOpening = { ok: true; intro?: Text; fields: Field[] } | { ok: false; text: Text };

export type FormResult =
  | {
      ok: true;
      text?: Text;
      /** Shown at once and kept nowhere: a secret that only the person may have. */
      once?: Text;
      /** Goes on with another form. */
      next?: NextForm;
    }
  | { ok: false; text: Text /** The field to correct, where one is to blame. */; field?: string };

export interface NextForm {
  form: string;
  args: string[];
  prefill: FormInput;
}

export interface Field {
  name: string;
  label: Text;
  hint?: Text;
  optional?: boolean;
  input: FieldKind;
  /** What the field becomes once earlier answers are known; null: it is not asked. Not for modals, which ask all at once. */
  given?(input: FormInput): Field | null;
  /** Beyond the kind's own check; a text says what to do. */
  validate?(value: FieldInput): Text | undefined;
  /** Words that are none of the choices answer this earlier field anew. */
  retypes?: string;
  /** Something that must be said at once about this answer, before the next question. */
  remark?(value: FieldInput): Text | undefined;
}

export type FieldKind =
  | { kind: "text"; multiline?: boolean; minLength?: number; maxLength: number; initial?: string }
  | { kind: "choice"; options: Option[]; initial?: string }
  | { kind: "choices"; options: Option[]; initial?: readonly string[] }
  /** Days as yyyy-mm-dd. */
  | { kind: "date"; earliest: string; initial?: string }
  | { kind: "files"; max: number; accept: readonly ("photo" | "video" | "voice" | "document")[] }
  | { kind: "location" };

export interface Option {
  value: string;
  label: Text;
}
