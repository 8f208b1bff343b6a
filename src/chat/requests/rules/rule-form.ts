import { can } from "../../../core/access/policy.ts";
import { findBuildings } from "../../../core/directory/find-buildings.ts";
import { listCategories } from "../../../core/requests/list-categories.ts";
import { changeRule, type RuleInput, removeRule } from "../../../core/requests/rules/change-rule.ts";
import type { Work } from "../../../core/work/work.ts";
import type { AssignmentRuleModel } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form, FormResult } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { categoryOptions } from "../category-options.ts";
import { refusalText } from "../words.ts";
import { clockOf, minutesIn } from "./hours.ts";

const every = "-";

export const mayChangeRules = ({ actor }: Work): boolean =>
  actor.kind === "person" && can(actor, "rule.change", { companyId: actor.companyId });

/** A rule of assignment: for what, where and when, and to whom. args[0]: the rule to change; none: a new one. */
export const ruleForm: Form = {
  id: "request.rule",
  title: t("requests.rule.title"),
  submit: t("requests.rule.submit"),
  open: async (work, [id]) => {
    if (work.actor.kind !== "person" || !mayChangeRules(work))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    const { companyId } = work.actor;
    const rule = id
      ? await work.tx.assignmentRule.findFirst({ where: { id, companyId, removedAt: null } })
      : null;
    if (id && !rule) return { ok: false, text: refusalText({ code: "rule-unknown" }) };
    return { ok: true, fields: await fieldsOf(work, companyId, rule) };
  },
  submitted: async (work, [id], input): Promise<FormResult> => {
    if (work.actor.kind !== "person") return { ok: false, text: refusalText({ code: "forbidden" }) };
    if (id && choiceOf(input, "keep") === "remove") {
      const removed = await removeRule(work, { id });
      return removed.ok
        ? { ok: true, text: t("requests.rule.removed") }
        : { ok: false, text: refusalText(removed) };
    }
    const hours = hoursOf(input);
    if (!hours) return { ok: false, field: "hours", text: t("requests.rule.hours-unclear") };
    const building = await buildingOf(work, work.actor.companyId, textOf(input, "building"));
    if (!building.ok) return { ok: false, field: "building", text: building.text };
    const category = choiceOf(input, "category");
    const rule: RuleInput = {
      categoryKey: category === null || category === every ? null : category,
      buildingId: building.id,
      weekdays: daysOf(input),
      ...hours,
      assigneeId: choiceOf(input, "assignee") ?? "",
    };
    const changed = await changeRule(work, { ...rule, id: id ?? null });
    return changed.ok
      ? { ok: true, text: t("requests.rule.saved") }
      : { ok: false, text: refusalText(changed) };
  },
};

const fieldsOf = async (
  work: Work,
  companyId: string,
  rule: AssignmentRuleModel | null,
): Promise<Field[]> => {
  const building = rule?.buildingId
    ? await work.tx.building.findUnique({ where: { id: rule.buildingId }, select: { address: true } })
    : null;
  return [
    {
      name: "category",
      label: t("requests.rule.category"),
      input: {
        kind: "choice",
        initial: rule?.categoryKey ?? every,
        options: [
          { value: every, label: t("requests.rule.every-category") },
          ...categoryOptions(await listCategories(work.tx, companyId)),
        ],
      },
    },
    {
      name: "building",
      label: t("requests.rule.building"),
      hint: t("requests.rule.building-hint"),
      optional: true,
      input: { kind: "text", maxLength: 200, ...(building ? { initial: building.address } : {}) },
    },
    {
      name: "days",
      label: t("requests.rule.days"),
      hint: t("requests.rule.days-hint"),
      optional: true,
      input: { kind: "text", maxLength: 20, ...(rule?.weekdays ? { initial: rule.weekdays } : {}) },
      validate: (value) =>
        value.kind === "text" && !/^[1-7\s,]+$/.test(value.text)
          ? t("requests.rule.days-unclear")
          : undefined,
    },
    {
      name: "hours",
      label: t("requests.rule.hours"),
      hint: t("requests.rule.hours-hint"),
      optional: true,
      input: {
        kind: "text",
        maxLength: 20,
        ...(rule?.minuteFrom != null && rule.minuteTo != null
          ? { initial: `${clockOf(rule.minuteFrom)}–${clockOf(rule.minuteTo)}` }
          : {}),
      },
    },
    {
      name: "assignee",
      label: t("requests.assign.assignee"),
      input: {
        kind: "choice",
        options: await workersOf(work, companyId),
        ...(rule ? { initial: rule.assigneeId } : {}),
      },
    },
    ...(rule ? [keepField] : []),
  ];
};

const keepField: Field = {
  name: "keep",
  label: t("requests.rule.keep"),
  input: {
    kind: "choice",
    initial: "keep",
    options: [
      { value: "keep", label: t("requests.rule.keep-it") },
      { value: "remove", label: t("requests.rule.remove-it") },
    ],
  },
};

/** Everybody who works for the company, each once. */
const workersOf = async ({ tx, vault }: Work, companyId: string) => {
  const roles = await tx.role.findMany({
    where: {
      companyId,
      kind: { in: ["administrator", "manager", "dispatcher", "contractor"] },
      revokedAt: null,
    },
    include: { person: { select: { nameSealed: true } } },
    orderBy: { grantedAt: "asc" },
    distinct: ["personId"],
  });
  return roles.map(({ personId, kind, person }) => ({
    value: personId,
    label: joined(" · ", plain(vault.open(person.nameSealed)), t(`directory.role.kind.${kind}`)),
  }));
};

type BuildingMeant = { ok: true; id: string | null } | { ok: false; text: ReturnType<typeof t> };

const buildingOf = async (work: Work, companyId: string, typed: string | null): Promise<BuildingMeant> => {
  if (typed === null || typed.trim() === "") return { ok: true, id: null };
  const found = await findBuildings(work.tx, companyId, typed);
  const exact = found.find(({ address }) => address === typed.trim());
  const [first, another] = exact ? [exact] : found;
  if (!first) return { ok: false, text: t("directory.building.none", { typed }) };
  if (!another) return { ok: true, id: first.id };
  const list = joined("; ", ...found.slice(0, 8).map(({ address }) => plain(address)));
  return { ok: false, text: t("directory.building.several", { list }) };
};

const daysOf = (input: FormInput): number[] => (textOf(input, "days")?.match(/[1-7]/g) ?? []).map(Number);

const hoursOf = (input: FormInput): Pick<RuleInput, "minuteFrom" | "minuteTo"> | null => {
  const typed = textOf(input, "hours");
  return typed === null ? { minuteFrom: null, minuteTo: null } : minutesIn(typed);
};
