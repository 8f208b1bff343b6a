import { can } from "../../../core/access/policy.ts";
import { assignUnknown, returnUnknown } from "../../../core/billing/payments/suspense/settle-unknown.ts";
import { takeUnknown } from "../../../core/billing/payments/suspense/take-unknown.ts";
import { newId } from "../../../core/directory/new-id.ts";
import type { Work } from "../../../core/work/work.ts";
import type { PaymentMethod } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import { todayOf } from "../../billing/today-of.ts";
import { monthTyped } from "../../billing/typed-dates.ts";
import { dayText, refusedAt } from "../../billing/words.ts";
import type { Field, Form, FormOpening } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { moneyText, refusalText } from "../words.ts";
import { accountLabel, accountMeant } from "./account-meant.ts";
import {
  dateField,
  fieldOf,
  methodField,
  moneyOf,
  monthField,
  penaltyField,
  sumField,
  textField,
  twiceField,
  whereItWent,
} from "./payment-fields.ts";

/** Money came, and nobody knows whose it is. args[0]: a key under which it is taken once. */
export const takeUnknownForm: Form = {
  id: "payments.unknown",
  title: t("receipts.unknown.form.take"),
  submit: t("receipts.payments.submit"),
  open: async (work) =>
    work.actor.kind === "person" && can(work.actor, "payment.record", { companyId: work.actor.companyId })
      ? {
          ok: true,
          intro: t("receipts.unknown.intro"),
          fields: [
            sumField,
            dateField((await todayOf(work, work.actor.companyId)).today),
            methodField,
            textField("payer", true),
            textField("note", true),
            twiceField,
          ],
        }
      : { ok: false, text: refusalText({ code: "forbidden" }) },
  submitted: async (work, [key], input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const { amount } = await moneyOf(work, companyId, textOf(input, "sum"));
    const outcome = await takeUnknown(work, {
      companyId,
      amount: amount ?? 0n,
      date: textOf(input, "date") ?? "",
      method: choiceOf(input, "method") as PaymentMethod,
      key: `hand:${key ?? newId(work.now)}`,
      payer: textOf(input, "payer"),
      note: textOf(input, "note"),
      sure: choiceOf(input, "twice") === "another",
    });
    if (!outcome.ok) return refusedAt(outcome, fieldOf, refusalText);
    return { ok: true, text: t(outcome.value.isNew ? "receipts.unknown.taken" : "receipts.payments.known") };
  },
};

const accountField: Field = {
  name: "account",
  label: t("receipts.unknown.account"),
  hint: t("receipts.unknown.account-hint"),
  input: { kind: "text", maxLength: 200 },
};

/** Whose money it was. args[0]: the money. */
export const assignUnknownForm: Form = {
  id: "payments.assign",
  title: t("receipts.unknown.form.assign"),
  submit: t("receipts.unknown.form.assign"),
  open: (work, [suspenseId = ""]) =>
    openFor(work, suspenseId, "payment.record", [accountField, monthField, penaltyField]),
  submitted: async (work, [suspenseId = ""], input) => {
    const meant = await accountMeant(work, textOf(input, "account") ?? "");
    if (!meant.ok) return { ok: false, field: "account", text: meant.text };
    const month = textOf(input, "month");
    const outcome = await assignUnknown(work, {
      suspenseId,
      accountId: meant.account.id,
      forMonth: month === null ? null : monthTyped(month),
      forPenalty: choiceOf(input, "penalty") === "yes",
    });
    if (!outcome.ok) return refusedAt(outcome, fieldOf, refusalText);
    const money = await moneyOf(work, meant.account.companyId, null);
    const went = await whereItWent(work, money, outcome.value);
    return { ok: true, text: joined("\n", accountLabel(meant.account), went) };
  },
};

/** Sends it back. args[0]: the money. */
export const returnUnknownForm: Form = {
  id: "payments.return",
  title: t("receipts.unknown.form.return"),
  submit: t("receipts.unknown.form.return"),
  open: (work, [suspenseId = ""]) =>
    openFor(work, suspenseId, "payment.refund", [textField("reason", false)]),
  submitted: async (work, [suspenseId = ""], input) => {
    const outcome = await returnUnknown(work, { suspenseId, reason: textOf(input, "reason") ?? "" });
    return outcome.ok
      ? { ok: true, text: t("receipts.unknown.returned") }
      : { ok: false, text: refusalText(outcome) };
  },
};

const openFor = async (
  work: Work,
  suspenseId: string,
  act: "payment.record" | "payment.refund",
  fields: Field[],
): Promise<FormOpening> => {
  const found = await work.tx.suspensePayment.findUnique({ where: { id: suspenseId } });
  if (!found || !can(work.actor, act, found)) return { ok: false, text: refusalText({ code: "forbidden" }) };
  const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: found.companyId } });
  const payer = found.payerSealed ? [plain(work.vault.open(found.payerSealed))] : [];
  return {
    ok: true,
    intro: joined(" · ", dayText(found.date), moneyText(found.amount, currency), ...payer),
    fields,
  };
};
