import { createECDH, type ECDH, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import webPush from "web-push";

const ece = createRequire(createRequire(import.meta.url).resolve("web-push"))("http_ece") as {
  decrypt(body: Buffer, options: { version: string; privateKey: ECDH; authSecret: string }): Buffer;
};

export interface PushedMessage {
  device: string;
  headers: Record<string, string | string[] | undefined>;
  payload: { title: string; body: string; url: string | null; language: string };
}

/** A push service and the browsers behind it: opens what it takes with the device's own keys. */
export interface PushService {
  host: string;
  pushed: PushedMessage[];
  /** What a browser's pushManager.subscribe gives. */
  subscribe(): { endpoint: string; keys: { p256dh: string; auth: string } };
  /** The next message to any device is answered so. */
  refuse(status: number, headers?: Record<string, string>): void;
  stop(): Promise<void>;
}

export const vapid = webPush.generateVAPIDKeys();

export const startPushService = async (): Promise<PushService> => {
  const devices = new Map<string, { keys: ECDH; auth: string }>();
  const pushed: PushedMessage[] = [];
  let refusal: { status: number; headers: Record<string, string> } | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const device = (request.url ?? "").slice("/push/".length);
      const known = devices.get(device);
      if (refusal) {
        response.writeHead(refusal.status, refusal.headers).end();
        refusal = undefined;
        return;
      }
      if (!known) return void response.writeHead(404).end();
      if (!request.headers.authorization?.startsWith("vapid t=")) return void response.writeHead(401).end();
      const opened = ece.decrypt(Buffer.concat(chunks), {
        version: "aes128gcm",
        privateKey: known.keys,
        authSecret: known.auth,
      });
      pushed.push({ device, headers: request.headers, payload: JSON.parse(opened.toString()) });
      response.writeHead(201, { location: `http://${request.headers.host}/message/${pushed.length}` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    pushed,
    subscribe: () => {
      const keys = createECDH("prime256v1");
      keys.generateKeys();
      const auth = randomBytes(16).toString("base64url");
      const device = randomBytes(8).toString("hex");
      devices.set(device, { keys, auth });
      return {
        endpoint: `http://${host}/push/${device}`,
        keys: { p256dh: keys.getPublicKey("base64url"), auth },
      };
    },
    refuse: (status, headers = {}) => {
      refusal = { status, headers };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
