import { DateTime } from "luxon";
import { changePlan, type PlanChange } from "../../core/maintenance/change-plan.ts";
import { tickItem } from "../../core/maintenance/tick-item.ts";
import type { Route, Turn } from "../route.ts";
import { plain, t } from "../text.ts";
import { planForm } from "./plan-form.ts";
import { plansView } from "./plans-view.ts";

const changes: readonly PlanChange[] = ["pause", "resume", "skip", "end"];

/** `/domovoy maintenance`: work that comes again, its rounds and their checklists. */
export const maintenanceRoutes: Route[] = [
  {
    kind: "command",
    name: "maintenance",
    platforms: ["slack"],
    audience: "staff",
    description: "maintenance.command.maintenance",
    handle: (turn) => showPlans(turn, 1),
  },
  { kind: "action", name: "mn.list", handle: (turn, [page]) => showPlans(turn, Number(page) || 1) },
  {
    kind: "action",
    name: "mn.new",
    opens: planForm.id,
    handle: ({ respond }) => respond.openForm(planForm.id),
  },
  {
    kind: "action",
    name: "mn.change",
    handle: async (turn, [planId = "", wanted]) => {
      const { work, respond } = turn;
      const change = changes.find((known) => known === wanted);
      if (!change) return respond.notice(t("maintenance.refusal.not-found"), "alert");
      const today = DateTime.fromJSDate(work.now, { zone: await zoneOf(turn, planId) }).toFormat(
        "yyyy-MM-dd",
      );
      const outcome = await changePlan(work, { planId, change, today });
      if (!outcome.ok) return respond.notice(t(`maintenance.refusal.${outcome.code}`), "alert");
      const { title, nextOn: next } = outcome.value;
      respond.notice(t(`maintenance.changed.${change}`, { title: plain(title), next }));
      await showPlans(turn, 1);
    },
  },
  {
    kind: "action",
    name: "mn.tick",
    handle: async ({ work, respond }, [requestId = "", position, ticked]) => {
      const outcome = await tickItem(work, { requestId, position: Number(position), ticked: ticked === "1" });
      if (!outcome.ok) return respond.notice(t(`maintenance.refusal.${outcome.code}`), "alert");
      if (outcome.value.left === 0) respond.notice(t("maintenance.checklist.all"));
    },
  },
  { kind: "form", form: planForm },
];

const showPlans = async ({ work, respond }: Turn, page: number): Promise<void> => {
  const { actor } = work;
  if (actor.kind !== "person" || actor.roles.length === 0)
    return respond.notice(t("maintenance.refusal.forbidden"), "alert");
  respond.show(await plansView(work, actor, page));
};

const zoneOf = async ({ work }: Turn, planId: string): Promise<string> => {
  const plan = await work.tx.maintenancePlan.findUnique({
    where: { id: planId },
    select: { buildingId: true },
  });
  const building =
    plan &&
    (await work.tx.building.findUnique({ where: { id: plan.buildingId }, select: { timeZone: true } }));
  return building?.timeZone ?? "UTC";
};
