import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export interface Balancer {
  stop(): Promise<void>;
}

/** Spreads requests over processes in turn; one that refuses connections is passed over. */
export const startBalancer = async (port: number, backends: readonly number[]): Promise<Balancer> => {
  let turn = 0;
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, left: number): void => {
    turn += 1;
    const backend = backends[turn % backends.length];
    const sent = request(
      {
        port: backend,
        host: "127.0.0.1",
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on("error", () => outgoing.destroy());
      },
    );
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (outgoing.headersSent) return void outgoing.destroy();
      // Nothing was sent, so another one may be asked.
      if (error.code === "ECONNREFUSED" && left > 1) return forward(incoming, outgoing, body, left - 1);
      outgoing.writeHead(502).end();
    });
    sent.end(body);
  };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => forward(incoming, outgoing, Buffer.concat(chunks), backends.length));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
