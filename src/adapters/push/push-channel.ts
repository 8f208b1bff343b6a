import webPush from "web-push";
import type { PageUrl } from "../../chat/page-url.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import type { OpenContact } from "../../core/contacts/open-contact.ts";
import type { PushSubscription } from "../../core/contacts/push-subscription.ts";
import { lanes } from "../../core/outbox/draft.ts";
import type { Channel, Failure, SendResult } from "../../delivery/channel.ts";
import { renderPush } from "./render-push.ts";

/** Voluntary application server identification (RFC 8292). */
export interface PushConfig {
  publicKey: string;
  privateKey: string;
  /** mailto: or https:, for a push service that wants to complain. */
  contact: string;
  /** Hosts of push services beyond the browsers' own. */
  hosts: readonly string[];
}

export interface PushParts {
  config: PushConfig;
  translate: Translate;
  openContact: OpenContact;
  botUrl(): string | null;
  /** Of what the holder of a contact can do on our pages; left out: nothing. */
  pageUrls?(contactPointId: string): PageUrl;
}

const answerMs = 20_000;
/** How long a service keeps a message for a device that is off, in seconds. */
const keptFor = { emergency: 6 * 3600, others: 24 * 3600 };

/** Sends views as web push messages. What was sent can't be changed: an edit counts as shown already. */
export const createPushChannel = ({
  config,
  translate,
  openContact,
  botUrl,
  pageUrls,
}: PushParts): Channel<View> => ({
  platform: "push",
  send: async ({ address, content, language, editMessageId, row }): Promise<SendResult> => {
    if (editMessageId !== undefined) return { ok: false, failure: { code: "unchanged" } };
    const contact = await openContact(address.chatId);
    if ("gone" in contact) return { ok: false, failure: { code: "unreachable", reason: contact.gone } };
    const subscription = JSON.parse(contact.value) as PushSubscription;
    const payload = renderPush(content, {
      language,
      translate,
      companyName: contact.companyName,
      botUrl: botUrl(),
      ...(pageUrls ? { pageUrl: pageUrls(contact.id) } : {}),
    });
    const emergency = row?.lane === lanes.emergency;
    const { endpoint, headers, body } = webPush.generateRequestDetails(
      subscription,
      JSON.stringify(payload),
      {
        vapidDetails: {
          subject: config.contact,
          publicKey: config.publicKey,
          privateKey: config.privateKey,
        },
        TTL: emergency ? keptFor.emergency : keptFor.others,
        urgency: emergency ? "high" : "normal",
        // A repeated send takes the place of the first where the device has not seen it yet.
        ...(row ? { topic: `d${row.id}` } : {}),
      },
    );
    return post(endpoint, headers as Record<string, string>, body, `push:${row?.id ?? ""}`);
  },
});

const post = async (
  endpoint: string,
  { "Content-Length": _, ...headers }: Record<string, string>,
  body: Buffer,
  fallbackId: string,
): Promise<SendResult> => {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
      // A service does not send us elsewhere; somebody's made-up address might.
      redirect: "error",
      signal: AbortSignal.timeout(answerMs),
    });
    const text = await response.text().catch(() => "");
    if (response.ok) return { ok: true, messageId: response.headers.get("location") ?? fallbackId };
    return { ok: false, failure: failureOf(response, text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { code: "transient", detail } };
  }
};

/** A push service's refusals (RFC 8030) in the words of the delivery. */
const failureOf = (response: Response, text: string): Failure => {
  const { status } = response;
  const detail = `HTTP ${status}: ${text.slice(0, 200)}`;
  if (status === 404 || status === 410) return { code: "unreachable", reason: "ended" };
  if (status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    return { code: "rate-limited", retryAfterMs: (seconds > 0 ? seconds : 5) * 1000, scope: "chat" };
  }
  if (status >= 500 || status === 408) return { code: "transient", detail };
  return { code: "rejected", detail };
};
