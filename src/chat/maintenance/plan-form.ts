import { findBuildings } from "../../core/directory/find-buildings.ts";
import { limits } from "../../core/maintenance/limits.ts";
import { makePlan } from "../../core/maintenance/make-plan.ts";
import { listCategories } from "../../core/requests/list-categories.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { workers } from "../requests/assignees.ts";
import { categoryOptions } from "../requests/category-options.ts";
import { plain, t } from "../text.ts";

const nobody = "nobody";

const rhythms = ["day", "week", "month"] as const;

/** A new plan: what, where, how often, what is to be ticked off and who does it. */
export const planForm: Form = {
  id: "maintenance.plan",
  title: t("maintenance.form.title"),
  submit: t("maintenance.form.submit"),
  open: async (work) => {
    const { actor } = work;
    if (actor.kind !== "person" || actor.roles.length === 0)
      return { ok: false, text: t("maintenance.refusal.forbidden") };
    const { companyId } = actor;
    return {
      ok: true,
      fields: [
        {
          name: "title",
          label: t("maintenance.form.what"),
          hint: t("maintenance.form.what-hint"),
          input: { kind: "text", minLength: 3, maxLength: limits.title },
        },
        {
          name: "building",
          label: t("maintenance.form.building"),
          hint: t("maintenance.form.building-hint"),
          input: { kind: "text", maxLength: 200 },
        },
        {
          name: "category",
          label: t("maintenance.form.category"),
          input: { kind: "choice", options: categoryOptions(await listCategories(work.tx, companyId)) },
        },
        {
          name: "every",
          label: t("maintenance.form.every"),
          input: { kind: "text", maxLength: 2, initial: "1" },
          validate: (value) =>
            value.kind === "text" && !/^[1-9]\d?$/.test(value.text.trim())
              ? t("maintenance.refusal.bad-rhythm")
              : undefined,
        },
        {
          name: "unit",
          label: t("maintenance.form.unit"),
          input: {
            kind: "choice",
            initial: "month",
            options: rhythms.map((value) => ({
              value,
              label: t(`maintenance.form.unit-${value}`),
            })),
          },
        },
        {
          name: "starts",
          label: t("maintenance.form.starts"),
          input: { kind: "date", earliest: work.now.toISOString().slice(0, 10) },
        },
        {
          name: "checklist",
          label: t("maintenance.form.checklist"),
          hint: t("maintenance.form.checklist-hint", { max: limits.items }),
          optional: true,
          input: { kind: "text", multiline: true, maxLength: 3000 },
        },
        {
          name: "assignee",
          label: t("maintenance.form.assignee"),
          input: {
            kind: "choice",
            initial: nobody,
            options: [
              { value: nobody, label: t("maintenance.form.nobody") },
              ...(await workers(work, companyId)),
            ],
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    if (work.actor.kind !== "person") return { ok: false, text: t("maintenance.refusal.forbidden") };
    const typed = textOf(input, "building") ?? "";
    const [building, another] = await findBuildings(work.tx, work.actor.companyId, typed);
    if (!building || another)
      return {
        ok: false,
        field: "building",
        text: t(`maintenance.form.building-${building ? "several" : "none"}`, { typed: plain(typed) }),
      };
    const assignee = choiceOf(input, "assignee");
    const outcome = await makePlan(work, {
      buildingId: building.id,
      title: textOf(input, "title") ?? "",
      categoryKey: choiceOf(input, "category") ?? "",
      every: Number(textOf(input, "every") ?? "0"),
      unit: rhythms.find((rhythm) => rhythm === choiceOf(input, "unit")) ?? "month",
      startsOn: textOf(input, "starts") ?? "",
      checklist: (textOf(input, "checklist") ?? "").split("\n"),
      assigneeId: assignee === nobody ? null : assignee,
    });
    return outcome.ok
      ? { ok: true, text: t("maintenance.planned") }
      : { ok: false, text: t(`maintenance.refusal.${outcome.code}`, outcome.params) };
  },
};
