import type { HttpHandler } from "./http-server.ts";

/** One thing that must work before traffic is sent here; throws or says no when it does not. */
export type ReadyCheck = () => Promise<boolean>;

/** Alive: the event loop answers. */
export const healthz: HttpHandler = (_request, response) => {
  response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
};

const checkTimeoutMs = 2_000;

/** Ready: every check says yes; names those that don't. */
export const readyz =
  (checks: Readonly<Record<string, ReadyCheck>>): HttpHandler =>
  async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const),
    );
    const ready = results.every(([, ok]) => ok);
    response.writeHead(ready ? 200 : 503, { "content-type": "application/json" });
    response.end(
      `${JSON.stringify(Object.fromEntries(results.map(([name, ok]) => [name, ok ? "ok" : "failing"])))}\n`,
    );
  };

const holds = async (check: ReadyCheck): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), checkTimeoutMs);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};
