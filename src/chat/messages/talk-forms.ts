import { can } from "../../core/access/policy.ts";
import { replyInTalk } from "../../core/messages/reply-in-talk.ts";
import { sayToOffice } from "../../core/messages/say-to-office.ts";
import { limits } from "../../core/requests/limits.ts";
import { filesOf, textOf, typedIn } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { emergencyIn, emergencyRemark } from "../requests/emergency-remark.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { repliedText } from "./tell-resident.ts";
import { refusalText } from "./words.ts";

const textField = (label: string, more: Partial<Field> = {}): Field => ({
  name: "text",
  label: t(label),
  input: { kind: "text", multiline: true, maxLength: limits.text },
  ...more,
});

/** Pictures and files that go with the words. */
export const filesField: Field = {
  name: "photos",
  label: t("messages.files", { max: limits.files }),
  optional: true,
  input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
};

/**
 * What a resident writes to the office outside of requests. args[0]: the conversation. Words that tell of an emergency
 * become a request at once.
 */
export const officeForm: Form = {
  id: "talk.say",
  title: t("messages.say.title"),
  submit: t("messages.say.submit"),
  open: async ({ actor }) =>
    actor.kind === "person" && actor.occupancies.length > 0
      ? {
          ok: true,
          fields: [
            textField("messages.say.text", { hint: t("messages.say.hint"), remark: emergencyRemark }),
            { ...filesField, given: (input) => (isEmergency(input) ? null : filesField) },
          ],
        }
      : { ok: false, text: t("messages.refusal.forbidden") },
  submitted: async (work, [talkId], input) => {
    if (isEmergency(input)) {
      const { text } = input;
      return { ok: true, next: { form: "request.new", args: [], prefill: text ? { text } : {} } };
    }
    const said = await sayToOffice(work, {
      text: textOf(input, "text") ?? "",
      files: filesOf("telegram", input, "photos"),
      source: typedIn(input, "text"),
      talkId: talkId || null,
    });
    return said.ok
      ? { ok: true, text: t("messages.say.done", { number: said.value.number }) }
      : { ok: false, text: refusalText(said) };
  },
};

const isEmergency = (input: FormInput): boolean => emergencyIn(textOf(input, "text") ?? "") !== null;

/** Staff answer from the card. args[0]: the conversation. */
export const replyForm = (settings: ChatSettings): Form => ({
  id: "talk.reply",
  title: t("messages.reply.title"),
  submit: t("messages.say.submit"),
  open: async ({ tx, actor }, [id = ""]) => {
    const talk = await tx.talk.findUnique({ where: { id } });
    return talk && can(actor, "talk.reply", talk)
      ? { ok: true, fields: [textField("messages.reply.text"), filesField] }
      : { ok: false, text: t("messages.refusal.forbidden") };
  },
  submitted: async (work, [talkId = ""], input) => {
    const replied = await replyInTalk(work, {
      talkId,
      kind: "reply",
      text: textOf(input, "text") ?? "",
      files: filesOf("slack", input, "photos"),
      source: typedIn(input, "text"),
    });
    return replied.ok
      ? { ok: true, text: await repliedText(work, settings, talkId) }
      : { ok: false, text: refusalText(replied) };
  },
});
