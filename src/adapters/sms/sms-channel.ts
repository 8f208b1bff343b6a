import type { PageUrl } from "../../chat/page-url.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import type { Clock } from "../../core/clock.ts";
import type { OpenContact } from "../../core/contacts/open-contact.ts";
import { noteParts } from "../../core/contacts/settle-sms.ts";
import { bookSms } from "../../core/contacts/sms-budget.ts";
import { smsSegments } from "../../core/contacts/sms-segments.ts";
import { lanes } from "../../core/outbox/draft.ts";
import type { Database } from "../../database/db.ts";
import type { Channel, SendResult } from "../../delivery/channel.ts";
import { renderSms } from "./render-sms.ts";
import type { SmsGateway } from "./sms-gateway.ts";

export interface SmsParts {
  gateway: SmsGateway;
  database: Database;
  clock: Clock;
  translate: Translate;
  openContact: OpenContact;
  /** Of what the holder of a contact can do on our pages; left out: nothing. */
  pageUrls?(contactPointId: string): PageUrl;
}

/** Sends views as short messages, within the company's limit of the month. What was sent can't be changed. */
export const createSmsChannel = ({
  gateway,
  database,
  clock,
  translate,
  openContact,
  pageUrls,
}: SmsParts): Channel<View> => ({
  platform: "sms",
  send: async ({ address, content, language, editMessageId, row }): Promise<SendResult> => {
    if (editMessageId !== undefined) return { ok: false, failure: { code: "unchanged" } };
    if (!row)
      return { ok: false, failure: { code: "rejected", detail: "a short message needs its outbox row" } };
    const contact = await openContact(address.chatId);
    if ("gone" in contact) return { ok: false, failure: { code: "unreachable", reason: contact.gone } };
    const text = renderSms(content, translate, language, pageUrls?.(contact.id));
    const booked = await database.transaction((tx) =>
      bookSms(tx, {
        outboxId: row.id,
        companyId: contact.companyId,
        contactPointId: contact.id,
        timeZone: contact.timeZone,
        segments: smsSegments(text),
        emergency: row.lane === lanes.emergency,
        tellsReceipts: gateway.tellsReceipts,
        now: clock.now(),
      }),
    );
    if (!booked.ok) {
      return {
        ok: false,
        failure: { code: "over-budget", detail: `the limit of ${booked.budget.month} is used up` },
      };
    }
    const submitted = await gateway.submit({ id: row.id, to: contact.value, text });
    if (submitted.ok) {
      const { gatewayIds } = submitted;
      await database.transaction((tx) => noteParts(tx, row.id, gatewayIds));
      return { ok: true, messageId: gatewayIds.at(-1) ?? "" };
    }
    // What was not taken costs nothing; the next try books anew.
    await database.transaction((tx) => tx.smsMessage.deleteMany({ where: { outboxId: row.id } }));
    return submitted;
  },
});
