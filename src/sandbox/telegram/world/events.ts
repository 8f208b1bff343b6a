import type { Update } from "@grammyjs/types";

/** One Bot API call as it came and as it was answered. */
export interface ApiCall {
  method: string;
  /** Parameters with numbers, flags and objects decoded, however they were sent. */
  params: Record<string, unknown>;
  files: { field: string; name: string; size: number }[];
  via: "http" | "webhook-reply";
  /** HTTP status; 0 when the connection was dropped and nothing was answered. */
  status: number;
  /** The whole body, `{ok, result}` or `{ok:false, …}`; undefined when dropped. */
  response: unknown;
  startedAt: number;
  ms: number;
  /** What an injected fault did to this call. */
  fault?: string;
}

/** How a button press was answered. */
export interface CallbackAnswer {
  queryId: string;
  text?: string;
  showAlert: boolean;
  url?: string;
  afterMs: number;
}

export type SandboxEventBody =
  | { type: "call"; call: ApiCall }
  | { type: "update"; update: Update }
  | { type: "delivered"; via: "polling" | "webhook"; updateIds: number[]; status?: number; error?: string }
  | { type: "message"; change: "new" | "edited" | "deleted" | "reacted"; chatId: number; messageId: number }
  | { type: "callback-answered"; answer: CallbackAnswer }
  | { type: "chat-action"; chatId: number; action: string }
  | { type: "membership"; chatId: number; userId: number; status: string }
  | { type: "commands" }
  | { type: "fault"; text: string };

export type SandboxEvent = SandboxEventBody & { seq: number; at: number };
