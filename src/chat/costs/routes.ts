import { can } from "../../core/access/policy.ts";
import { orderAct } from "../../core/costs/order-act.ts";
import { subjectOf } from "../../core/requests/change-request.ts";
import { findRequest } from "../../core/requests/find-request.ts";
import { privateChatOf } from "../documents/private-chat-of.ts";
import type { Route, Turn } from "../route.ts";
import { t } from "../text.ts";
import { costForm } from "./cost-form.ts";
import { costsView } from "./costs-view.ts";

/** `/domovoy costs 1001`: what a request cost; from there, another cost and the act. */
export const costRoutes: Route[] = [
  {
    kind: "command",
    name: "costs",
    platforms: ["slack"],
    audience: "staff",
    description: "costs.command.costs",
    handle: async (turn, args) => {
      const { work } = turn;
      const number = Number(args.trim().replace(/^[#№]\s*/, ""));
      if (work.actor.kind !== "person" || !Number.isSafeInteger(number) || number <= 0)
        return turn.respond.notice(t("costs.usage"), "alert");
      const request = await work.tx.request.findUnique({
        where: { companyId_number: { companyId: work.actor.companyId, number } },
        select: { id: true },
      });
      await showCosts(turn, request?.id ?? "");
    },
  },
  { kind: "action", name: "co.show", handle: (turn, [requestId = ""]) => showCosts(turn, requestId) },
  {
    kind: "action",
    name: "co.add",
    opens: costForm.id,
    handle: ({ respond }, [requestId = ""]) => respond.openForm(costForm.id, requestId),
  },
  {
    kind: "action",
    name: "co.act",
    handle: async (turn, [requestId = ""]) => {
      const { work, respond, language } = turn;
      const outcome = await orderAct(work, requestId, { address: privateChatOf(turn.event), language });
      if (outcome.ok) respond.notice(t("documents.ordered"));
      else respond.notice(t(`costs.refusal.${outcome.code}`), "alert");
    },
  },
  { kind: "form", form: costForm },
];

const showCosts = async ({ work, respond }: Turn, requestId: string): Promise<void> => {
  const request = await findRequest(work.tx, requestId);
  if (!request) return respond.notice(t("costs.refusal.not-found"), "alert");
  if (!can(work.actor, "cost.view", subjectOf(request))) {
    work.audit({ act: "cost.view", subjectType: "request", subjectId: requestId, outcome: "forbidden" });
    return respond.notice(t("costs.refusal.forbidden"), "alert");
  }
  respond.show(await costsView(work, request));
};
