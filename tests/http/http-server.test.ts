import { afterEach, describe, expect, it } from "vitest";
import { healthz, readyz } from "../../src/http/health.ts";
import { type HttpServer, startHttpServer } from "../../src/http/http-server.ts";
import { createMetrics } from "../../src/http/metrics.ts";

let server: HttpServer | undefined;
const faults: unknown[] = [];

const open = async (): Promise<string> => {
  server = await startHttpServer({ host: "127.0.0.1", port: 0 }, (error) => void faults.push(error));
  return `http://127.0.0.1:${server.port}`;
};

afterEach(() => server?.stop());

describe("the process's HTTP server", () => {
  it("answers that it is alive", async () => {
    const url = await open();
    server?.handle("/healthz", healthz);
    expect((await fetch(`${url}/healthz?x=1`)).status).toBe(200);
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  it("is ready when every check holds, and names the one that does not", async () => {
    const url = await open();
    let works = true;
    const checks = { database: async () => works, intake: async () => true };
    server?.handle("/readyz", readyz(checks));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    works = false;
    const failing = await fetch(`${url}/readyz`);
    expect(failing.status).toBe(503);
    expect(await failing.json()).toEqual({ database: "failing", intake: "ok" });
  });

  it("takes a check that throws for one that fails", async () => {
    const url = await open();
    server?.handle("/readyz", readyz({ database: () => Promise.reject(new Error("down")) }));
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it("answers 500 and tells the operator when a handler throws", async () => {
    const url = await open();
    faults.length = 0;
    server?.handle("/broken", () => Promise.reject(new Error("broken")));
    expect((await fetch(`${url}/broken`)).status).toBe(500);
    expect(faults).toHaveLength(1);
  });

  it("says what to do when the port is taken", async () => {
    await open();
    const again = startHttpServer({ host: "127.0.0.1", port: server?.port ?? 0 }, () => undefined);
    await expect(again).rejects.toThrow(/PORT: \d+ on 127.0.0.1 is in use; stop the other process/);
  });

  it("counts events, repeats and sends", async () => {
    const url = await open();
    const metrics = createMetrics();
    server?.handle("/metrics", metrics.handler);
    const take = metrics.measured(async () => ({ first: false, language: "en" }));
    await take({ platform: "telegram", type: "home-opened" } as Parameters<typeof take>[0]);
    metrics.delivery.sent("slack", 0, 25);
    metrics.delivery.dead("telegram", "rejected");
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/domovoy_event_seconds_count\{platform="telegram",type="home-opened"\} 1/);
    expect(text).toMatch(/domovoy_repeated_events_total\{platform="telegram"\} 1/);
    expect(text).toMatch(/domovoy_sends_total\{platform="slack",outcome="sent"\} 1/);
    expect(text).toMatch(/outcome="dead:rejected"\} 1/);
    expect(text).toMatch(/process_resident_memory_bytes/);
  });
});
