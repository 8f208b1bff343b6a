import { askReport } from "../../core/reports/ask-report.ts";
import { orderReport } from "../../core/reports/order-report.ts";
import { isMonth, monthOf } from "../../core/reports/report-period.ts";
import { type Grouping, groupings, isGrouping } from "../../core/reports/report-question.ts";
import { privateChatOf } from "../documents/private-chat-of.ts";
import type { Route, Turn } from "../route.ts";
import { t } from "../text.ts";
import { reportView } from "./report-view.ts";

/** `/domovoy report [building|category|contractor|month] [2026-10]`: requests, times and costs; staff and board. */
export const reportRoutes: Route[] = [
  {
    kind: "command",
    name: "report",
    platforms: ["slack", "telegram"],
    audience: "staff",
    description: "reports.command.report",
    handle: async (turn, args) => {
      const words = args.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const month = words.find(isMonth) ?? (await thisMonth(turn));
      const by = groupings.find((grouping) => words.includes(grouping)) ?? "category";
      if (words.some((word) => !isMonth(word) && !isGrouping(word)))
        return turn.respond.notice(t("reports.usage"), "alert");
      await show(turn, by, month, month);
    },
  },
  {
    kind: "action",
    name: "rp.show",
    handle: (turn, [by, from = "", to = ""]) => show(turn, isGrouping(by) ? by : "category", from, to),
  },
  {
    kind: "action",
    name: "rp.file",
    handle: async (turn, [by, from = "", to = ""]) => {
      const { work, respond, language, event } = turn;
      const asked = { by: isGrouping(by) ? by : ("category" as const), from, to };
      const outcome = await orderReport(work, asked, { address: privateChatOf(event), language });
      if (outcome.ok) respond.notice(t("documents.ordered"));
      else respond.notice(t(`reports.refusal.${outcome.code}`), "alert");
    },
  },
];

const show = async ({ work, respond }: Turn, by: Grouping, from: string, to: string): Promise<void> => {
  const outcome = await askReport(work, { by, from, to });
  if (!outcome.ok) return respond.notice(t(`reports.refusal.${outcome.code}`), "alert");
  respond.show(reportView(outcome.value));
};

const thisMonth = async ({ work }: Turn): Promise<string> => {
  const { actor } = work;
  const company =
    actor.kind === "person" ? await work.tx.company.findUnique({ where: { id: actor.companyId } }) : null;
  return monthOf(work.now, company?.timeZone ?? "UTC");
};
