import type { HttpServer } from "../http-server.ts";
import { mailBounce, smsReceipt } from "./gateway-hooks.ts";
import { confirmPage, unsubscribePage } from "./link-pages.ts";
import type { PageParts } from "./page-parts.ts";
import { pushManifest, pushPage, pushSubscribe, pushWorkerFile } from "./push-page.ts";
import { seenPage } from "./seen-page.ts";

export interface MountedPages extends PageParts {
  bounceSecret: string | null;
  receiptSecret: string | null;
  push: { publicKey: string; hosts: readonly string[] } | null;
}

/** Mounts what people reach by links of ours, and where gateways tell what became of a message. */
export const mountPages = (http: Pick<HttpServer, "handle">, parts: MountedPages): void => {
  const { core, bounceSecret, receiptSecret, push } = parts;
  http.handle("/unsubscribe", unsubscribePage(parts));
  http.handle("/seen", seenPage(parts));
  http.handle("/confirm", confirmPage(parts));
  if (bounceSecret) http.handle("/mail/bounce", mailBounce(core, bounceSecret));
  if (receiptSecret) http.handle("/sms/receipt", smsReceipt(core, receiptSecret));
  if (!push) return;
  const withPush = { ...parts, ...push };
  http.handle("/push", pushPage(withPush));
  http.handle("/push/subscribe", pushSubscribe(withPush));
  http.handle("/push/worker.js", pushWorkerFile);
  http.handle("/push/manifest.json", pushManifest);
};
