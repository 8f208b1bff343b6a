import { signToken } from "../../core/contacts/contact-token.ts";
import { proofAddress } from "../../core/contacts/open-contact.ts";
import { languageOf } from "../../core/contacts/unsubscribe.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { contactEndedDrafts } from "./contact-ended.ts";

/** Sends codes to new contacts, and tells a person in Telegram when one of their ways has ended. */
export const onContactEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "contact.unreachable") {
      for (const draft of await contactEndedDrafts(work.tx, event.contactPointId)) work.send(draft);
    }
    if (event.type !== "contact.proof-asked") return;
    const { kind, proofId, code, companyId, personId } = event;
    const language = work.actor.kind === "person" ? work.actor.language : await languageOf(work, personId);
    const link = `${settings.publicUrl ?? ""}/confirm?t=${signToken(work.vault, "confirm-mail", proofId)}`;
    work.send({
      address: { platform: kind === "email" ? "email" : "sms", chatId: proofAddress(proofId) },
      lane: "reply",
      language,
      companyId,
      what: { kind: "message", content: kind === "email" ? letter(code, link) : shortMessage(code) },
    });
  };

const letter = (code: string, link: string): View => ({
  blocks: [
    { type: "heading", text: t("contacts.code.subject", { code: plain(code) }) },
    { type: "text", text: t("contacts.code.letter", { code: plain(code) }) },
    { type: "text", text: t("contacts.code.not-you") },
  ],
  buttons: [[{ label: t("contacts.code.confirm"), do: { url: link } }]],
});

const shortMessage = (code: string): View => ({
  blocks: [{ type: "text", text: t("contacts.code.sms", { code: plain(code) }) }],
});
