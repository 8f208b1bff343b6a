import type { Downloaded, FileSource } from "../../core/files/file-source.ts";

export interface FileSourceOptions {
  token: string;
  /** The API root: its host may serve files too, as the sandbox's does. */
  apiUrl: string;
}

const timeoutMs = 60_000;
const maxRedirects = 3;

/** Downloads by url_private_download. The token is sent to Slack's own hosts and to the configured API only. */
export const createFileSource = ({ token, apiUrl }: FileSourceOptions): FileSource => {
  const apiOrigin = new URL(apiUrl).origin;
  const trusted = (url: URL): boolean =>
    url.origin === apiOrigin || (url.protocol === "https:" && slackHosts.test(url.hostname) && !url.port);

  const request = async (url: URL, redirects = 0): Promise<Response> => {
    if (!trusted(url))
      throw new Error(`a file is said to be at ${url.origin}, which is not Slack; not fetched`);
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (!location) return response;
    await response.body?.cancel();
    if (redirects >= maxRedirects) throw new Error("Slack redirects a file's download in circles");
    return request(new URL(location, url), redirects + 1);
  };

  return {
    platform: "slack",
    download: async (externalId, maxBytes) => {
      const url = new URL(externalId);
      const response = await request(url);
      if (response.ok) return readBody(response, url, maxBytes);
      await response.body?.cancel();
      if ([403, 404, 410].includes(response.status)) return { ok: false, code: "gone" };
      throw new Error(`Slack answered HTTP ${response.status} to a file's download`);
    },
  };
};

const slackHosts = /(^|\.)(slack\.com|slack-files\.com|slack-edge\.com)$/;

const readBody = async (response: Response, url: URL, maxBytes: number): Promise<Downloaded> => {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html") && !/\.html?$/i.test(url.pathname)) {
    // Slack shows its sign-in page, with status 200, to a token without the scope.
    await response.body?.cancel();
    throw new Error(
      "Slack asks to sign in for a file; give the app the scope files:read and install it again",
    );
  }
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    return { ok: false, code: "too-large" };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest of the download.
    if (size > maxBytes) return { ok: false, code: "too-large" };
    chunks.push(chunk);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
};
