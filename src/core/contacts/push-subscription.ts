import { z } from "zod";

/** What a browser gives to whoever may push to it (W3C Push API). */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

const base64Url = /^[A-Za-z0-9_-]+=*$/;

const shape = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({
    p256dh: z.string().regex(base64Url).max(200),
    auth: z.string().regex(base64Url).max(100),
  }),
});

/** Push services of the browsers there are. We send to nobody else: an endpoint is what a stranger typed. */
const services = [
  "fcm.googleapis.com",
  "jmt17.google.com",
  ".push.services.mozilla.com",
  ".push.apple.com",
  ".notify.windows.com",
];

/** A subscription as the page posts it; undefined when it is none, or of no push service that we know. */
export const readPushSubscription = (
  json: unknown,
  /** Further hosts that the operator trusts. */
  further: readonly string[] = [],
): PushSubscription | undefined => {
  const parsed = shape.safeParse(json);
  if (!parsed.success) return undefined;
  const { protocol, hostname, host } = new URL(parsed.data.endpoint);
  if (further.includes(host)) return parsed.data;
  const known = services.some((service) =>
    service.startsWith(".") ? hostname.endsWith(service) : hostname === service,
  );
  return protocol === "https:" && known ? parsed.data : undefined;
};
