import type { ChatEvent } from "../../../chat/event.ts";
import type { Payload } from "./payload.ts";

/** What the translation of a payload needs to know of the workspace. */
export interface Workspace {
  teamId: string;
  botUserId: string;
  staffChannel: string;
  now: Date;
}

/** An event and the ways to show its sender something at once. */
export interface Inbound {
  event: ChatEvent;
  surface: Surface;
}

export interface Surface {
  /** Where in the workspace it happened; null in modals without a known origin and on App Home. */
  origin: Origin | null;
  triggerId: string | null;
  responseUrl: string | null;
  /** The tapped message is ephemeral: an answer may replace it. */
  ephemeral: boolean;
  /** The modal that was tapped in or submitted. */
  view: Payload | null;
}

export interface Origin {
  channelId: string;
  threadTs: string | null;
}

export const nowhere: Surface = {
  origin: null,
  triggerId: null,
  responseUrl: null,
  ephemeral: false,
  view: null,
};
