import { can } from "../../core/access/policy.ts";
import { orderHeldBack } from "../../core/announcements/send-held-back.ts";
import { readMinor, writeMinor } from "../../core/contacts/minor-amount.ts";
import { type SmsUse, setSmsTariff, smsUse } from "../../core/contacts/sms-tariff.ts";
import { action } from "../action.ts";
import { textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import type { Route } from "../route.ts";
import { joined, money, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { refusalText } from "./words.ts";

/** What a segment costs and what a month may cost. */
const tariffForm: Form = {
  id: "sms.tariff",
  title: t("contacts.sms.title"),
  submit: t("contacts.submit"),
  open: async ({ tx, actor }) => {
    if (actor.kind !== "person" || !can(actor, "sms.tariff", { companyId: actor.companyId })) {
      return { ok: false, text: t("contacts.refusal.forbidden") };
    }
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
    const tariff = await tx.smsTariff.findUnique({ where: { companyId: actor.companyId } });
    const limit = tariff?.monthlyLimit ?? null;
    return {
      ok: true,
      intro: t("contacts.sms.about-segments"),
      fields: [
        {
          name: "price",
          label: t("contacts.sms.price-field", { currency }),
          input: {
            kind: "text",
            maxLength: 16,
            initial: writeMinor(tariff?.pricePerSegment ?? 0n, currency),
          },
        },
        {
          name: "limit",
          label: t("contacts.sms.limit-field", { currency }),
          hint: t("contacts.sms.limit-hint"),
          optional: true,
          input: {
            kind: "text",
            maxLength: 16,
            ...(limit === null ? {} : { initial: writeMinor(limit, currency) }),
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const { actor, tx } = work;
    if (actor.kind !== "person") return { ok: false, text: t("contacts.refusal.forbidden") };
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
    const price = readMinor(textOf(input, "price") ?? "", currency);
    if (price === undefined) return { ok: false, text: t("contacts.refusal.bad-amount"), field: "price" };
    const typed = textOf(input, "limit");
    const limit = typed === null ? null : readMinor(typed, currency);
    if (limit === undefined) return { ok: false, text: t("contacts.refusal.bad-amount"), field: "limit" };
    const set = await setSmsTariff(work, { pricePerSegment: price, monthlyLimit: limit });
    if (!set.ok) return { ok: false, text: refusalText(set) };
    const ordered = await orderHeldBack(work);
    return { ok: true, text: savedText(ordered.ok ? ordered.value.held : 0) };
  },
};

/** With what becomes of the messages that were held back. */
const savedText = (held: number): Text =>
  held > 0
    ? joined(" ", t("contacts.sms.saved"), t("contacts.sms.held", { count: held }))
    : t("contacts.sms.saved");

/** `/domovoy sms`: what short messages cost this month, how they arrived, and the limit. */
export const smsRoutes: Route[] = [
  { kind: "form", form: tariffForm },
  {
    kind: "command",
    name: "sms",
    platforms: ["slack"],
    audience: "staff",
    description: "contacts.sms.command",
    handle: async ({ work, respond }) => {
      const use = await smsUse(work);
      if (!use.ok) return respond.notice(refusalText(use), "alert");
      respond.show(useView(use.value));
    },
  },
  {
    kind: "action",
    name: "ch.tariff",
    opens: tariffForm.id,
    handle: ({ respond }) => respond.openForm(tariffForm.id),
  },
];

const useView = (use: SmsUse): View => ({
  blocks: [
    { type: "heading", text: t("contacts.sms.title") },
    {
      type: "fields",
      fields: [
        {
          label: t("contacts.sms.spent"),
          value: t("contacts.sms.amount", { amount: money(use.spent, use.currency) }),
        },
        {
          label: t("contacts.sms.limit"),
          value:
            use.limit === null
              ? t("contacts.sms.no-limit")
              : t("contacts.sms.amount", { amount: money(use.limit, use.currency) }),
        },
        {
          label: t("contacts.sms.price"),
          value: t("contacts.sms.amount", { amount: money(use.pricePerSegment, use.currency) }),
        },
        {
          label: t("contacts.sms.arrived"),
          value: t("contacts.sms.counts", {
            delivered: use.delivered,
            failed: use.failed,
            submitted: use.submitted,
          }),
        },
      ],
    },
    ...(use.isSilent ? [{ type: "note" as const, text: t("contacts.sms.silent") }] : []),
  ],
  buttons: [[{ label: t("contacts.sms.change"), do: { action: action("ch.tariff") } }]],
});
