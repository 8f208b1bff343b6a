import type { PersonActor } from "../../core/access/actor.ts";
import { listPlans } from "../../core/maintenance/list-plans.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";

const pageSize = 5;

type Plan = Awaited<ReturnType<typeof listPlans>>[number];

/** The plans, page by page, each with what can be done to it. */
export const plansView = async (work: Work, actor: PersonActor, wanted: number): Promise<View> => {
  const plans = await listPlans(work.tx, actor);
  const pages = Math.max(1, Math.ceil(plans.length / pageSize));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = plans.slice((page - 1) * pageSize, page * pageSize);
  const pageButton = (to: number, label: string): Button[] =>
    to < 1 || to > pages ? [] : [{ label: t(label), do: { action: action("mn.list", String(to)) } }];
  return {
    blocks: [
      { type: "heading", text: t("maintenance.title", { count: plans.length }) },
      ...(shown.length === 0
        ? [{ type: "text", text: t("maintenance.none") } satisfies Block]
        : [{ type: "list", items: shown.map((plan, index) => planText(plan, index + 1)) } satisfies Block]),
    ],
    buttons: [
      [{ label: t("maintenance.button.new"), style: "primary", do: { action: action("mn.new") } }],
      ...shown.map((plan, index) => planButtons(plan, index + 1)),
      [...pageButton(page - 1, "chat.list.earlier"), ...pageButton(page + 1, "chat.list.later")],
    ].filter((row) => row.length > 0) as Button[][],
  };
};

const planText = (plan: Plan, number: number): Text =>
  t(plan.pausedAt ? "maintenance.line-paused" : "maintenance.line", {
    number,
    title: plain(plan.title),
    address: plan.address,
    rhythm: rhythmText(plan),
    next: plan.nextOn,
    items: t("maintenance.items", { count: (plan.checklist as string[]).length }),
  });

export const rhythmText = ({ every, unit }: Pick<Plan, "every" | "unit">): Text =>
  t(`maintenance.rhythm.${unit}`, { count: every });

const planButtons = (plan: Plan, number: number): Button[] =>
  (plan.pausedAt ? (["resume", "end"] as const) : (["skip", "pause", "end"] as const)).map((change) => ({
    label: t(`maintenance.button.${change}`, { number }),
    ...(change === "end"
      ? { style: "danger" as const, confirm: t("maintenance.end-sure", { title: plain(plan.title) }) }
      : {}),
    do: { action: action("mn.change", plan.id, change) },
  }));
