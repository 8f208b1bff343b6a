import http from "node:http";
import https from "node:https";

export interface WebhookAnswer {
  status: number;
  statusText: string;
  retryAfterSeconds: number | undefined;
  body: string;
}

export interface WebhookPost {
  send(url: string, body: string, secret: string | undefined, timeoutMs: number): Promise<WebhookAnswer>;
  close(): void;
}

/** POSTs updates over kept-alive connections. */
export function createWebhookPost(): WebhookPost {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const running = new Set<http.ClientRequest>();
  return {
    close() {
      for (const request of running) request.destroy();
      agents.http.destroy();
      agents.https.destroy();
    },
    send(url, body, secret, timeoutMs) {
      const secure = url.startsWith("https:");
      const client = secure ? https : http;
      return new Promise((resolve, reject) => {
        const request = client.request(url, {
          method: "POST",
          agent: secure ? agents.https : agents.http,
          timeout: timeoutMs,
          headers: {
            "Content-Type": "application/json",
            "Content-Length": Buffer.byteLength(body),
            ...(secret === undefined ? {} : { "X-Telegram-Bot-Api-Secret-Token": secret }),
          },
        });
        running.add(request);
        request.on("close", () => running.delete(request));
        request.on("timeout", () => request.destroy(new Error("Read timeout expired")));
        request.on("error", reject);
        request.on("response", (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const retryAfter = Number(response.headers["retry-after"]);
            resolve({
              status: response.statusCode ?? 0,
              statusText: response.statusMessage ?? "",
              retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
              body: Buffer.concat(chunks).toString("utf8"),
            });
          });
        });
        request.end(body);
      });
    },
  };
}
