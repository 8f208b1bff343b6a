import type { Rendered } from "../outbound/render-view.ts";

const timeoutMs = 10_000;

/** Good for five answers within 30 minutes of the press; throws when Slack refuses. */
export const postToResponseUrl = async (
  url: string,
  { text, blocks }: Rendered,
  replaceOriginal: boolean,
): Promise<void> => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ response_type: "ephemeral", replace_original: replaceOriginal, text, blocks }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the response_url answered ${response.status} ${answer.slice(0, 100)}`);
};
