import { can } from "../../../core/access/policy.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import { parseDecimal } from "../../../core/billing/money/decimal.ts";
import { enterOpening } from "../../../core/billing/opening/enter-opening.ts";
import { openingDay } from "../../../core/billing/opening/opening-day.ts";
import { reverseOpening } from "../../../core/billing/opening/reverse-opening.ts";
import { textOf } from "../../answers.ts";
import { unitMeant } from "../../directory/unit-query.ts";
import type { Field, Form } from "../../form.ts";
import { joined, t } from "../../text.ts";
import { todayOf } from "../today-of.ts";
import { dayTyped } from "../typed-dates.ts";
import { billingRefusal, dayShown, refusedAt, sumText } from "../words.ts";

const sums = ["debt", "penalty", "advance"] as const;

const text = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: t(`billing.opening.${name}`),
  input: { kind: "text", maxLength: 20 },
  ...more,
});

/** Which field a refusal is about. */
const fieldOf = {
  "bad-date": "date",
  "date-ahead": "date",
  "already-charged": "date",
  "bad-due": "due",
  "bad-amount": "debt",
  "nothing-entered": "debt",
  "both-sides": "advance",
  "opening-known": "unit",
};

/** How one unit stood when the company began; args[0]: the unit, where it is known. */
export const enterOpeningForm: Form = {
  id: "billing.opening",
  title: t("billing.opening.title"),
  submit: t("billing.account.submit"),
  open: async (work, [unitId]) => {
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "opening.enter", { companyId: actor.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const date = dayShown(await openingDay(work, actor.companyId));
    return {
      ok: true,
      intro: t("billing.opening.intro"),
      fields: [
        ...(unitId
          ? []
          : [
              text("unit", { hint: t("billing.opening.unit-hint"), input: { kind: "text", maxLength: 200 } }),
            ]),
        text("date", { input: { kind: "text", maxLength: 10, initial: date } }),
        ...sums.map((name) => text(name, { optional: true })),
        text("due", { optional: true, hint: t("billing.opening.due-hint") }),
      ],
    };
  },
  submitted: async (work, [known], input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const { currency } = await todayOf(work, companyId);
    const meant = known ? null : await unitMeant(work, companyId, textOf(input, "unit") ?? "");
    if (meant && !meant.ok) return { ok: false, field: "unit", text: meant.text };
    const given = new Map<(typeof sums)[number], bigint>();
    for (const name of sums) {
      const typed = textOf(input, name)?.trim() ?? "";
      const sum = typed === "" ? 0n : parseDecimal(typed, currencyDigits(currency));
      if (sum === null || sum < 0n)
        return { ok: false, field: name, text: billingRefusal({ ok: false, code: "bad-sum" }) };
      given.set(name, sum);
    }
    const due = textOf(input, "due")?.trim() ?? "";
    const [debt = 0n, penalty = 0n, advance = 0n] = sums.map((name) => given.get(name) ?? 0n);
    const outcome = await enterOpening(work, {
      unitId: known ?? (meant?.ok ? meant.unit.id : ""),
      date: dayTyped(textOf(input, "date") ?? ""),
      due: due === "" ? null : dayTyped(due),
      debt,
      penalty,
      advance,
    });
    return outcome.ok
      ? { ok: true, text: t("billing.opening.done") }
      : refusedAt(outcome, known ? { ...fieldOf, "opening-known": "date" } : fieldOf);
  },
};

/** Takes a wrong one back. args[0]: the balance. */
export const reverseOpeningForm: Form = {
  id: "billing.opening-back",
  title: t("billing.opening.back-title"),
  submit: t("billing.opening.back-title"),
  open: async (work, [openingId = ""]) => {
    const found = await work.tx.openingBalance.findUnique({ where: { id: openingId } });
    if (!found || !can(work.actor, "opening.enter", { companyId: found.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const { currency } = await todayOf(work, found.companyId);
    return {
      ok: true,
      intro: joined(
        " · ",
        ...sums
          .filter((name) => found[name] > 0n)
          .map((name) => joined(": ", t(`billing.opening.${name}`), sumText(found[name], currency))),
      ),
      fields: [
        {
          name: "reason",
          label: t("billing.reason"),
          input: { kind: "text", multiline: true, maxLength: 500 },
        },
      ],
    };
  },
  submitted: async (work, [openingId = ""], input) => {
    const outcome = await reverseOpening(work, { openingId, reason: textOf(input, "reason") ?? "" });
    return outcome.ok
      ? { ok: true, text: t("billing.opening.taken-back") }
      : refusedAt(outcome, { "no-reason": "reason" });
  },
};
