import type { Work } from "../core/work/work.ts";
import type { ChatEvent } from "./event.ts";
import type { Field, Form } from "./form.ts";
import type { Response } from "./response.ts";

/** Who is offered a route. Rights are the core's matter; this only fills menus and help. */
export type Audience = "everybody" | "resident" | "staff" | "contractor" | "administrator";

/** What a handler gets: the transaction's work, the event, and how to answer. */
export interface Turn<Event extends ChatEvent = ChatEvent> {
  work: Work;
  event: Event;
  language: string;
  respond: Response;
}

type EventOf<Type extends ChatEvent["type"]> = Extract<ChatEvent, { type: Type }>;

export interface CommandRoute {
  kind: "command";
  /** Telegram: /name. Slack: /domovoy name. */
  name: string;
  platforms: readonly ("telegram" | "slack")[];
  audience: Audience;
  /** Also for people who have moved out: what it shows depends on what they held then. Help does not name it to them. */
  former?: true;
  /** Of use in a group too: listed there to all of its members, or to its administrators. */
  inGroups?: "everybody" | "administrators";
  /** Key of the description in command lists and help. */
  description: string;
  /** The form it opens, so that Slack can open the modal before the work is done. */
  opens?: string;
  handle(turn: Turn<EventOf<"command">>, args: string): Promise<void>;
}

export interface ActionRoute {
  kind: "action";
  /** Short: it is part of every token. */
  name: string;
  /** The form that a tap opens, so that Slack can open the modal before the work is done. */
  opens?: string;
  handle(turn: Turn<EventOf<"tap">>, args: string[]): Promise<void>;
}

export interface FormRoute {
  kind: "form";
  form: Form;
}

/** Takes an event that no command, tap or form took; the first that returns true has it. */
export interface FallbackRoute {
  kind: "fallback";
  name: string;
  /** Whether a message is for this route although a form waits for an answer to `field`; the form goes on waiting. */
  overForm?(turn: Turn, field: Field): Promise<boolean>;
  handle(turn: Turn): Promise<boolean>;
}

export type Route = CommandRoute | ActionRoute | FormRoute | FallbackRoute;
