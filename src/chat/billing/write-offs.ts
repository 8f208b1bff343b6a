import { can } from "../../core/access/policy.ts";
import { reverseWriteOff } from "../../core/billing/payments/reverse-write-off.ts";
import type { GivenUp } from "../../core/billing/payments/write-offs-of.ts";
import { action } from "../action.ts";
import { textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import type { ActionRoute, Route } from "../route.ts";
import { joined, plain, t } from "../text.ts";
import type { Block, Button } from "../view.ts";
import { billingRefusal, dayText, refusedAt, sumText } from "./words.ts";

/** What of an account's debts was given up, with the reasons. */
export const writeOffBlocks = (writeOffs: readonly GivenUp[], currency: string): Block[] =>
  writeOffs.length === 0
    ? []
    : [
        { type: "heading", text: t("billing.write-off.list") },
        {
          type: "list",
          items: writeOffs.map(({ date, amount, reason, reversed }) =>
            t(`billing.write-off.${reversed ? "line-reversed" : "line"}`, {
              day: dayText(date),
              sum: sumText(amount, currency),
              reason: plain(reason),
            }),
          ),
        },
      ];

/** A button for each write-off that stands. */
export const writeOffButtons = (writeOffs: readonly GivenUp[], currency: string): Button[] =>
  writeOffs
    .filter(({ reversed }) => !reversed)
    .map(({ id, date, amount }) => ({
      label: t("billing.write-off.undo", { day: dayText(date), sum: sumText(amount, currency) }),
      do: { action: action("bl.restore", id) },
      style: "danger",
    }));

/** Takes a write-off back, with the reason. args: the write-off. */
const restoreDebtForm: Form = {
  id: "billing.restore",
  title: t("billing.restore.title"),
  submit: t("billing.restore.submit"),
  open: async ({ tx, actor }, [writeOffId = ""]) => {
    const writeOff = await tx.writeOff.findUnique({ where: { id: writeOffId } });
    if (!writeOff) return { ok: false, text: billingRefusal({ ok: false, code: "not-found" }) };
    if (!can(actor, "payment.reverse", { companyId: writeOff.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: writeOff.companyId } });
    return {
      ok: true,
      intro: joined(" · ", dayText(writeOff.date), sumText(writeOff.amount, currency)),
      fields: [
        {
          name: "reason",
          label: t("billing.reason"),
          input: { kind: "text", multiline: true, maxLength: 500 },
        },
      ],
    };
  },
  submitted: async (work, [writeOffId = ""], input) => {
    const outcome = await reverseWriteOff(work, { writeOffId, reason: textOf(input, "reason") ?? "" });
    return outcome.ok
      ? { ok: true, text: t("billing.restore.done") }
      : refusedAt(outcome, { "no-reason": "reason" });
  },
};

export const writeOffRoutes: Route[] = [
  { kind: "form", form: restoreDebtForm },
  {
    kind: "action",
    name: "bl.restore",
    opens: restoreDebtForm.id,
    handle: ({ respond }, [writeOffId = ""]) => respond.openForm(restoreDebtForm.id, writeOffId),
  } satisfies ActionRoute,
];
