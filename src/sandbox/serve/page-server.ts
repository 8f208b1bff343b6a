import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createLive } from "./live.ts";
import { sendJson } from "./respond.ts";
import { createRoutes } from "./routes.ts";
import type { SandboxHost } from "./stage.ts";
import { sendStatic } from "./static-files.ts";

export interface PageServerOptions {
  host: SandboxHost;
  /** 0: any free one. */
  port: number;
  /** Where index.html, its styles and its compiled modules are; the first that has a file gives it. */
  pageFolders: readonly string[];
  /** Has <language>/sandbox.json. */
  localesFolder: string;
  languages: readonly string[];
  onFault(error: unknown): void;
}

export interface PageServer {
  /** Such as http://127.0.0.1:8080. */
  address: string;
  stop(): Promise<void>;
}

/** Serves the sandbox page to this machine alone. */
export const startPageServer = async (options: PageServerOptions): Promise<PageServer> => {
  const live = createLive(options.host);
  const routes = createRoutes(options.host, live);
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A name that somebody else resolves to 127.0.0.1 must not open the sandbox to their page.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ""))
      return sendJson(response, 403, { ok: false, error: "This page is for this machine alone." });
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname.startsWith("/api/")) return routes(request, response, url);
    const language = /^\/locales\/(\w+)\.json$/.exec(url.pathname)?.[1];
    if (language && options.languages.includes(language)) {
      const text = await readFile(join(options.localesFolder, language, "sandbox.json"), "utf8");
      return sendJson(response, 200, JSON.parse(text));
    }
    const path = url.pathname === "/" ? "index.html" : url.pathname.slice(1);
    if (await sendStatic(options.pageFolders, path, response)) return;
    sendJson(response, 404, { ok: false, error: "There is no such page." });
  };
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      options.onFault(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, error: "The sandbox failed; its log says why." });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(
              `PORT: ${options.port} on 127.0.0.1 is in use; stop the other process or choose another PORT`,
            )
          : error,
      ),
    );
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      live.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
