import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  port: number;
  /** Mounts a handler at an exact path. */
  handle(path: string, handler: HttpHandler): void;
  /** Takes no new connections, lets requests in hand finish. */
  stop(): Promise<void>;
}

/** The process's one HTTP server: health, metrics, webhooks. */
export const startHttpServer = async (
  { host, port }: { host: string; port: number },
  onFault: (error: unknown, path: string) => void,
): Promise<HttpServer> => {
  const handlers = new Map<string, HttpHandler>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const handler = handlers.get(path);
    if (!handler) return void response.writeHead(404).end();
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      onFault(error, path);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  await listen(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    handle: (path, handler) => void handlers.set(path, handler),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      reject(
        inUse
          ? new Error(`PORT: ${port} on ${host} is in use; stop the other process or choose another PORT`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
