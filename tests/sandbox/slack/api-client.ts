import type { SlackServer } from "../../../src/sandbox/slack/server.ts";

export interface ApiAnswer {
  readonly ok: boolean;
  readonly error?: string;
  readonly [name: string]: unknown;
}

/** A bare call of the Web API with JSON, so that nothing is added or retried. */
export const callJson = async (
  slack: SlackServer,
  method: string,
  params: Record<string, unknown>,
  token: string | undefined = slack.botToken,
): Promise<ApiAnswer> => {
  const response = await fetch(slack.apiUrl + method, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(params),
  });
  return (await response.json()) as ApiAnswer;
};

/** The same with a form, where blocks and views are JSON in a field. */
export const callForm = async (
  slack: SlackServer,
  method: string,
  params: Record<string, unknown>,
): Promise<ApiAnswer> => {
  const fields = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const response = await fetch(slack.apiUrl + method, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams(fields),
  });
  return (await response.json()) as ApiAnswer;
};
