import { can } from "../../core/access/policy.ts";
import { firstDay, monthOf } from "../../core/billing/calendar.ts";
import {
  approveMonth,
  closeMonth,
  publishMonth,
  rechargeMonth,
} from "../../core/billing/month/decide-month.ts";
import { monthToCharge, startMonth } from "../../core/billing/month/start-month.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { joined, plain, t } from "../text.ts";
import { recalculationForm } from "./recalculation-form.ts";
import { todayOf } from "./today-of.ts";
import { monthTyped } from "./typed-dates.ts";
import { billingRefusal, dayText, monthText } from "./words.ts";

/** Months that the command lists. */
const shownMonths = 6;

/** `/domovoy month`: how the months stand and which comes next; `… 2026-03` starts one. */
export const monthRoutes = (settings: ChatSettings): Route[] => [
  {
    kind: "command",
    name: "month",
    platforms: ["slack"],
    audience: "staff",
    description: "billing.command.month",
    handle: (turn, args) => (args.trim() ? start(turn, monthTyped(args)) : list(turn)),
  },
  { kind: "action", name: "bl.start", handle: (turn, [month = ""]) => start(turn, month) },
  decision("appr", (work, monthId) => approveMonth(work, { monthId })),
  decision("again", (work, monthId) => rechargeMonth(work, { monthId })),
  decision("pub", (work, monthId) => publishMonth(work, { monthId })),
  decision("close", (work, monthId) => closeMonth(work, { monthId })),
  { kind: "form", form: recalculationForm },
  {
    kind: "action",
    name: "bl.recalc",
    opens: recalculationForm.id,
    handle: ({ respond }, args) => respond.openForm(recalculationForm.id, ...args),
  },
  {
    kind: "action",
    name: "bl.list",
    handle: async ({ work, respond }, [monthId = ""]) => {
      const { actor, tx } = work;
      const month = await tx.billingMonth.findUnique({ where: { id: monthId } });
      if (actor.kind !== "person" || !month || !can(actor, "month.charge", { companyId: month.companyId }))
        return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
      if (!settings.staffChannel) return;
      const { language } = await tx.company.findUniqueOrThrow({ where: { id: month.companyId } });
      await orderDocument(work, {
        companyId: month.companyId,
        kind: "billing:month",
        params: { monthId, month: month.month },
        language,
        address: { platform: "slack", chatId: settings.staffChannel },
      });
      respond.notice(t("billing.month.did.list"));
    },
  },
];

function decision(
  name: string,
  decide: (work: Work, monthId: string) => Promise<Outcome<{ month: string }, string>>,
): ActionRoute {
  return {
    kind: "action",
    name: `bl.${name}`,
    handle: async ({ work, respond }, [monthId = ""]) => {
      const outcome = await decide(work, monthId);
      if (!outcome.ok) return respond.notice(billingRefusal(outcome), "alert");
      respond.notice(t(`billing.month.did.${name}`, { month: monthText(outcome.value.month) }));
    },
  };
}

const start = async ({ work, respond }: Turn, month: string): Promise<void> => {
  const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
  const outcome = await startMonth(work, { companyId, month });
  if (!outcome.ok) return respond.notice(billingRefusal(outcome), "alert");
  respond.notice(t("billing.month.did.start", { month: monthText(month) }));
};

const list = async ({ work, respond }: Turn): Promise<void> => {
  const { actor, tx } = work;
  if (actor.kind !== "person" || !can(actor, "month.charge", { companyId: actor.companyId }))
    return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
  const { companyId } = actor;
  const months = await tx.billingMonth.findMany({
    where: { companyId },
    orderBy: { month: "desc" },
    take: shownMonths,
  });
  const next = await monthToCharge(work, companyId);
  const { today } = await todayOf(work, companyId);
  const isAhead = next > monthOf(today);
  const startable = !isAhead && months.every(({ month }) => month !== next);
  respond.show({
    blocks: [
      { type: "heading", text: t("billing.month.months") },
      months.length === 0
        ? { type: "text", text: t("billing.month.none") }
        : {
            type: "list",
            items: months.map(({ month, state }) =>
              joined(" — ", monthText(month), t(`billing.month.state.${state}`)),
            ),
          },
      {
        type: "note",
        text: isAhead
          ? t("billing.month.later", { month: monthText(next), day: dayText(firstDay(next)) })
          : t("billing.month.usage", { month: plain(next) }),
      },
    ],
    ...(startable
      ? {
          buttons: [
            [
              {
                label: t("billing.month.button.start", { month: monthText(next) }),
                do: { action: action("bl.start", next) },
                style: "primary" as const,
              },
            ],
          ],
        }
      : {}),
  });
};
