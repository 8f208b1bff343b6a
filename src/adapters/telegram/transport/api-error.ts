/** Telegram's own refusal of a call. */
export class ApiError extends Error {
  readonly errorCode: number;
  readonly description: string;
  readonly parameters: ApiErrorParameters;

  constructor(method: string, refusal: ApiRefusal) {
    super(`${method}: ${refusal.error_code} ${refusal.description}`);
    this.name = "ApiError";
    this.errorCode = refusal.error_code;
    this.description = refusal.description;
    this.parameters = refusal.parameters ?? {};
  }
}

export interface ApiRefusal {
  error_code: number;
  description: string;
  parameters?: ApiErrorParameters | undefined;
}

export interface ApiErrorParameters {
  /** Seconds. */
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** No answer came: network, timeout, or something that is not the Bot API. Never carries the URL, which has the token. */
export class NetworkError extends Error {
  constructor(method: string, reason: string) {
    super(`${method}: no answer from Telegram (${reason})`);
    this.name = "NetworkError";
  }
}

/** What went wrong in words without the address: a code such as ECONNREFUSED where there is one. */
export const networkReason = (error: unknown): string => {
  for (
    let cause: unknown = error, depth = 0;
    depth < 4 && typeof cause === "object" && cause !== null;
    depth++
  ) {
    const {
      code,
      cause: deeper,
      error: wrapped,
    } = cause as { code?: unknown; cause?: unknown; error?: unknown };
    if (typeof code === "string") return code;
    cause = deeper ?? wrapped;
  }
  return error instanceof Error ? error.name : "unknown";
};
