import type { ResponseParameters } from "@grammyjs/types";

/** A call that the platform refuses; becomes `{ok:false, …}` with this code as the HTTP status. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.name = "Refusal";
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400 with the platform's prefix. */
export function badRequest(text: string, parameters?: ResponseParameters): Refusal {
  return new Refusal(400, `Bad Request: ${text}`, parameters);
}

/** 403: the person or the chat does not want the bot. */
export function forbidden(text: string): Refusal {
  return new Refusal(403, `Forbidden: ${text}`);
}

/** 409: two consumers of the same updates. */
export function conflict(text: string): Refusal {
  return new Refusal(409, `Conflict: ${text}`);
}

/** 429 with the seconds to wait. */
export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}
