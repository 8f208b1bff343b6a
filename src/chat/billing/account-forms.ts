import { can } from "../../core/access/policy.ts";
import { addExtraCharge, grantPrivilege, setResidents } from "../../core/billing/accounts/account-facts.ts";
import { changeOwner } from "../../core/billing/accounts/change-owner.ts";
import { makePlan } from "../../core/billing/debts/make-plan.ts";
import { currencyDigits } from "../../core/billing/money/currency.ts";
import { parseDecimal, percentDigits } from "../../core/billing/money/decimal.ts";
import { monthToFill } from "../../core/billing/month/facts-changed.ts";
import { writeOff } from "../../core/billing/payments/write-off.ts";
import { newId } from "../../core/directory/new-id.ts";
import type { Outcome, Refused } from "../../core/outcome.ts";
import type { Work } from "../../core/work/work.ts";
import type { BillingAccountModel } from "../../database/types.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { type Text, t } from "../text.ts";
import { accountTitle } from "./account-title.ts";
import { dayTyped, monthTyped } from "./typed-dates.ts";
import { billingRefusal, dayShown, refusedAt, serviceText } from "./words.ts";

interface AccountForm {
  name: "plan" | "residents" | "privilege" | "extra" | "owner" | "write-off";
  act: "plan.make" | "account.manage" | "tariff.manage" | "payment.reverse";
  /** `given` came with the button that opens the form: a key that it goes with, or what is known already. */
  fields(work: Work, account: BillingAccountModel, given: string | undefined): Promise<Field[]>;
  /** Which field a refusal is about. */
  about: Readonly<Record<string, string>>;
  submitted(
    work: Work,
    account: BillingAccountModel,
    input: FormInput,
    given: string | undefined,
  ): Promise<Outcome<unknown, string>>;
}

/** A number is wrong in another way in each form. */
const refusalOf = (name: AccountForm["name"], refusal: Refused<string>): Text =>
  refusal.code === "bad-count" ? t(`billing.${name}.bad-count`) : billingRefusal(refusal);

/** A form about one account, its first argument; who may open it is asked again when it is sent. */
const accountForm = ({ name, act, fields, about, submitted }: AccountForm): Form => {
  const find = ({ tx }: Work, accountId: string) =>
    tx.billingAccount.findUnique({ where: { id: accountId } });
  return {
    id: `billing.${name}`,
    title: t(`billing.${name}.title`),
    submit: t("billing.account.submit"),
    open: async (work, [accountId = "", given]) => {
      const account = await find(work, accountId);
      if (!account) return { ok: false, text: billingRefusal({ ok: false, code: "not-found" }) };
      if (!can(work.actor, act, { companyId: account.companyId }))
        return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
      return {
        ok: true,
        intro: await accountTitle(work, account),
        fields: await fields(work, account, given),
      };
    },
    submitted: async (work, [accountId = "", given], input) => {
      const account = await find(work, accountId);
      if (!account) return { ok: false, text: billingRefusal({ ok: false, code: "not-found" }) };
      const outcome = await submitted(work, account, input, given);
      return outcome.ok
        ? { ok: true, text: t(`billing.${name}.done`) }
        : refusedAt(outcome, about, (refusal) => refusalOf(name, refusal));
    },
  };
};

const text = (form: string, name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: t(`billing.${form}.${name}`),
  input: { kind: "text", maxLength: 20 },
  ...more,
});

const reason: Field = {
  name: "reason",
  label: t("billing.reason"),
  input: { kind: "text", multiline: true, maxLength: 500 },
};

const yesOrNo = (form: string, name: string): Field => ({
  name,
  label: t(`billing.${form}.${name}`),
  input: {
    kind: "choice",
    initial: "yes",
    options: ["yes", "no"].map((value) => ({ value, label: t(`billing.account.${value}`) })),
  },
});

const services = async ({ tx }: Work, { companyId }: BillingAccountModel): Promise<Field> => {
  const known = await tx.service.findMany({
    where: { companyId, endedAt: null },
    orderBy: { position: "asc" },
    take: 99,
  });
  return {
    name: "service",
    label: t("billing.month.column.service"),
    input: {
      kind: "choice",
      options: known.map(({ id, names }) => ({ value: id, label: serviceText(names) })),
    },
  };
};

const everything = "-";

export const accountForms: readonly Form[] = [
  accountForm({
    name: "plan",
    act: "plan.make",
    fields: async () => [text("plan", "months"), yesOrNo("plan", "stops")],
    about: { "bad-count": "months" },
    submitted: (work, { id: accountId }, input) =>
      makePlan(work, {
        accountId,
        months: Number(textOf(input, "months")),
        stopsPenalty: choiceOf(input, "stops") === "yes",
      }),
  }),
  accountForm({
    name: "residents",
    act: "account.manage",
    fields: async () => [text("residents", "count"), text("residents", "from")],
    about: { "bad-count": "count", "bad-date": "from" },
    submitted: (work, { unitId }, input) =>
      setResidents(work, {
        unitId,
        count: Number(textOf(input, "count")),
        from: dayTyped(textOf(input, "from") ?? ""),
      }),
  }),
  accountForm({
    name: "privilege",
    act: "account.manage",
    fields: async (work, account) => {
      const field = await services(work, account);
      const all = { value: everything, label: t("billing.privilege.all") };
      const options = field.input.kind === "choice" ? field.input.options : [];
      return [
        { ...field, input: { kind: "choice", initial: everything, options: [all, ...options] } },
        text("privilege", "percent"),
        text("privilege", "from"),
        text("privilege", "to", { optional: true }),
        { ...reason, optional: true },
      ];
    },
    about: { "bad-discount": "percent", "bad-date": "from", "bad-span": "to" },
    submitted: (work, { id: accountId }, input) => {
      const service = choiceOf(input, "service");
      const to = textOf(input, "to")?.trim();
      return grantPrivilege(work, {
        accountId,
        serviceId: service === everything ? null : service,
        discount: Number(parseDecimal(textOf(input, "percent") ?? "", percentDigits) ?? -1n),
        from: dayTyped(textOf(input, "from") ?? ""),
        to: to ? dayTyped(to) : null,
        reason: textOf(input, "reason"),
      });
    },
  }),
  accountForm({
    name: "extra",
    act: "tariff.manage",
    fields: async (work, account) => [
      await services(work, account),
      text("extra", "amount"),
      text("extra", "month", {
        input: { kind: "text", maxLength: 7, initial: await monthToFill(work, account.companyId) },
      }),
      reason,
    ],
    about: {
      "bad-amount": "amount",
      "bad-month": "month",
      "month-approved": "month",
      "month-published": "month",
      "month-closed": "month",
    },
    submitted: async (work, { id: accountId, companyId }, input) => {
      const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      return addExtraCharge(work, {
        accountId,
        serviceId: choiceOf(input, "service") ?? "",
        month: monthTyped(textOf(input, "month") ?? ""),
        amount: parseDecimal(textOf(input, "amount") ?? "", currencyDigits(currency)) ?? 0n,
        reason: textOf(input, "reason") ?? "",
      });
    },
  }),
  accountForm({
    name: "write-off",
    act: "payment.reverse",
    fields: async () => [text("write-off", "amount"), reason],
    about: { "bad-amount": "amount", "more-than-owed": "amount" },
    submitted: async (work, { id: accountId, companyId }, input, key) => {
      const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      return writeOff(work, {
        accountId,
        amount: parseDecimal(textOf(input, "amount") ?? "", currencyDigits(currency)) ?? 0n,
        reason: textOf(input, "reason") ?? "",
        key: key ?? newId(work.now),
      });
    },
  }),
  accountForm({
    name: "owner",
    act: "account.manage",
    // The day may come with the card that asks for the change.
    fields: async (_work, _account, from) => [
      text("owner", "from", from ? { input: { kind: "text", maxLength: 20, initial: dayShown(from) } } : {}),
      yesOrNo("owner", "reading"),
    ],
    about: { "bad-date": "from" },
    submitted: (work, { unitId }, input) =>
      changeOwner(work, {
        unitId,
        from: dayTyped(textOf(input, "from") ?? ""),
        byReading: choiceOf(input, "reading") === "yes",
      }),
  }),
];
