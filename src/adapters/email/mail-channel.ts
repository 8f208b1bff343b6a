import { createTransport } from "nodemailer";
import type { PageUrl } from "../../chat/page-url.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import { signToken } from "../../core/contacts/contact-token.ts";
import type { OpenContact, OpenedContact } from "../../core/contacts/open-contact.ts";
import type { Vault } from "../../core/crypto/vault.ts";
import type { OpenAttachment } from "../../core/files/attachment-source.ts";
import { lanes } from "../../core/outbox/draft.ts";
import type { Channel, Outgoing, SendResult } from "../../delivery/channel.ts";
import { failureOf } from "./failures.ts";
import { addressOf, type MailConfig } from "./mail-config.ts";
import { renderMail } from "./render-mail.ts";

export interface MailParts {
  config: MailConfig;
  translate: Translate;
  vault: Vault;
  openContact: OpenContact;
  openAttachment: OpenAttachment;
  /** Where people reach our pages, without a slash at the end. */
  publicUrl(): string;
  /** Of what the holder of a contact can do on our pages; left out: nothing. */
  pageUrls?(contactPointId: string): PageUrl;
  botUrl(): string | null;
}

export interface MailChannel extends Channel<View> {
  /** Closes the connections to the mail server. */
  stop(): void;
}

/** Servers commonly take 10 to 25 MB; encoding adds a third. */
const mostAttachedBytes = 7 * 1024 * 1024;

/** Sends views as letters. What was sent can't be changed: an edit counts as shown already. */
export const createMailChannel = (parts: MailParts): MailChannel => {
  const { config, translate, vault, openContact } = parts;
  const transport = createTransport(
    { url: config.url, pool: true, maxConnections: 3, connectionTimeout: 15_000, socketTimeout: 30_000 },
    { from: config.from },
  );
  const domain = addressOf(config.from).split("@")[1] ?? "localhost";

  const post = async (
    { content, language, row }: Outgoing<View>,
    contact: OpenedContact,
  ): Promise<string> => {
    const unsubscribeUrl =
      row && row.lane !== lanes.reply
        ? `${parts.publicUrl()}/unsubscribe?t=${signToken(vault, "unsubscribe", contact.id)}`
        : null;
    const mail = renderMail(content, {
      language,
      translate,
      companyName: contact.companyName,
      botUrl: parts.botUrl(),
      unsubscribeUrl,
      ...(parts.pageUrls ? { pageUrl: parts.pageUrls(contact.id) } : {}),
    });
    // The same for a repeated send, so that mail servers can tell; and a bounce that names it needs no table.
    const messageId = `<${signToken(vault, "mail-id", `${row?.id ?? Date.now()}.${contact.id}`)}@${domain}>`;
    await transport.sendMail({
      ...mail,
      to: contact.value,
      messageId,
      attachments: await attachmentsOf(content),
      headers: {
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
        // RFC 8058: one click, without a page to look at.
        ...(unsubscribeUrl
          ? {
              "List-Unsubscribe": `<${unsubscribeUrl}>`,
              "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
          : {}),
      },
    });
    return messageId;
  };

  const attachmentsOf = async ({ files = [] }: View) => {
    const attached: { filename: string; content: Buffer; contentType: string }[] = [];
    let left = mostAttachedBytes;
    for (const { attachmentId } of files) {
      const { bytes, name, mime } = await parts.openAttachment(attachmentId);
      left -= bytes.length;
      if (left >= 0) attached.push({ filename: name, content: bytes, contentType: mime });
    }
    return attached;
  };

  return {
    platform: "email",
    send: async (outgoing): Promise<SendResult> => {
      if (outgoing.editMessageId !== undefined) return { ok: false, failure: { code: "unchanged" } };
      const contact = await openContact(outgoing.address.chatId);
      if ("gone" in contact) return { ok: false, failure: { code: "unreachable", reason: contact.gone } };
      try {
        return { ok: true, messageId: await post(outgoing, contact) };
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
    stop: () => transport.close(),
  };
};
