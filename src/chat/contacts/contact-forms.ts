import { beginContact } from "../../core/contacts/begin-contact.ts";
import { setQuietHours } from "../../core/contacts/change-notifications.ts";
import { proveContact } from "../../core/contacts/prove-contact.ts";
import type { Work } from "../../core/work/work.ts";
import { textOf } from "../answers.ts";
import type { Form, FormOpening } from "../form.ts";
import { t } from "../text.ts";
import { refusalText, wayWord } from "./words.ts";

const openField = (name: string, form: string, maxLength: number): FormOpening => ({
  ok: true,
  fields: [
    {
      name,
      label: t(`contacts.${form}.ask`),
      hint: t(`contacts.${form}.hint`),
      input: { kind: "text", maxLength },
    },
  ],
});

const addForm = (kind: "email" | "phone"): Form => ({
  id: `contact.${kind}`,
  title: t(`contacts.add-${kind}.title`),
  submit: t("contacts.submit"),
  open: async ({ actor }) =>
    actor.kind === "person"
      ? openField("value", `add-${kind}`, 254)
      : { ok: false, text: t("contacts.refusal.forbidden") },
  submitted: async (work, _args, input) => {
    const begun = await beginContact(work, { kind, value: textOf(input, "value") ?? "" });
    if (!begun.ok) return { ok: false, text: refusalText(begun), field: "value" };
    return { ok: true, next: { form: codeForm.id, args: [begun.value.proofId], prefill: {} } };
  },
});

export const emailForm = addForm("email");
export const phoneForm = addForm("phone");

/** The code that came by the new way. args[0]: what it proves. */
export const codeForm: Form = {
  id: "contact.code",
  title: t("contacts.code.title"),
  submit: t("contacts.submit"),
  open: async (work, [proofId = ""]) =>
    (await isOpen(work, proofId))
      ? openField("code", "code", 20)
      : { ok: false, text: t("contacts.refusal.outdated") },
  submitted: async (work, [proofId = ""], input) => {
    const proved = await proveContact(work, { proofId, code: textOf(input, "code") ?? "" });
    if (!proved.ok) return { ok: false, text: refusalText(proved), field: "code" };
    const way = wayWord(proved.value.kind === "phone" ? "sms" : "email");
    return { ok: true, text: t("contacts.code.done", { way }) };
  },
};

const isOpen = async ({ tx, now }: Work, proofId: string): Promise<boolean> => {
  const proof = await tx.contactProof.findUnique({ where: { id: proofId } });
  return proof !== null && proof.usedAt === null && proof.expiresAt > now;
};

/** Hours of one's own, such as 22:30-7:15. */
export const quietForm: Form = {
  id: "contact.quiet",
  title: t("contacts.quiet.title"),
  submit: t("contacts.submit"),
  open: async ({ actor }) =>
    actor.kind === "person"
      ? openField("hours", "quiet", 30)
      : { ok: false, text: t("contacts.refusal.forbidden") },
  submitted: async (work, _args, input) => {
    const quiet = readHours(textOf(input, "hours") ?? "");
    if (!quiet) return { ok: false, text: t("contacts.refusal.bad-hours"), field: "hours" };
    const set = await setQuietHours(work, { quiet });
    if (!set.ok) return { ok: false, text: refusalText(set), field: "hours" };
    return { ok: true, text: t("contacts.quiet.set") };
  },
};

const span = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|\s)\s*(\d{1,2})(?:[:.](\d{2}))?$/;

/** "22-8", "22:30–7:15"; undefined when it is no span of a day. */
export const readHours = (typed: string): { from: number; to: number } | undefined => {
  const found = span.exec(typed.trim());
  if (!found) return undefined;
  const [, fromHour, fromMinute = "0", toHour, toMinute = "0"] = found;
  const from = minuteOfDay(Number(fromHour), Number(fromMinute));
  const to = minuteOfDay(Number(toHour), Number(toMinute));
  return from === undefined || to === undefined ? undefined : { from, to };
};

const minuteOfDay = (hour: number, minute: number): number | undefined =>
  hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60 ? (hour * 60 + minute) % (24 * 60) : undefined;
