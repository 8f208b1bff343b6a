import { categoryTitle } from "../../../core/requests/category-title.ts";
import { personNames } from "../../../core/requests/person-name.ts";
import type { Work } from "../../../core/work/work.ts";
import type { AssignmentRuleModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import { inRows } from "../../in-rows.ts";
import type { Route } from "../../route.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import type { View } from "../../view.ts";
import { categoryWord, refusalText } from "../words.ts";
import { clockOf } from "./hours.ts";
import { mayChangeRules, ruleForm } from "./rule-form.ts";

const mostShown = 40;

/** `/domovoy rules`: whom new requests go to, each rule a button that opens its form. */
export const ruleRoutes: Route[] = [
  { kind: "form", form: ruleForm },
  {
    kind: "command",
    name: "rules",
    platforms: ["slack"],
    audience: "staff",
    description: "requests.command.rules",
    handle: async ({ work, respond }) => {
      if (work.actor.kind !== "person" || !mayChangeRules(work))
        return respond.notice(refusalText({ code: "forbidden" }), "alert");
      respond.show(await rulesView(work, work.actor.companyId));
    },
  },
  {
    kind: "action",
    name: "rl.rule",
    opens: ruleForm.id,
    handle: ({ respond }, args) => respond.openForm(ruleForm.id, ...args),
  },
];

const rulesView = async (work: Work, companyId: string): Promise<View> => {
  const rules = await work.tx.assignmentRule.findMany({
    where: { companyId, removedAt: null },
    orderBy: { id: "asc" },
    take: mostShown,
  });
  const say = await sayings(work, rules);
  return {
    blocks: [
      { type: "heading", text: t("requests.rules.title") },
      ...(rules.length > 0
        ? [
            {
              type: "list",
              items: rules.map((rule, index) => joined(". ", plain(String(index + 1)), say(rule))),
            } as const,
          ]
        : []),
      { type: "note", text: t("requests.rules.note") },
    ],
    buttons: [
      ...inRows(
        rules.map(({ id }, index) => ({
          label: t("requests.rules.change", { number: index + 1 }),
          do: { action: action("rl.rule", id) },
        })),
        4,
      ),
      [{ label: t("requests.rules.add"), do: { action: action("rl.rule") }, style: "primary" }],
    ],
  };
};

/** How a rule reads: "Plumbing · 1 Lenin St · days 12345 · 08:00–20:00 → Pavel". */
const sayings = async (
  { tx, vault }: Work,
  rules: readonly AssignmentRuleModel[],
): Promise<(rule: AssignmentRuleModel) => Text> => {
  const [{ companyId } = { companyId: "" }] = rules;
  const categories = new Map(
    (await tx.category.findMany({ where: { companyId } })).map((each) => [each.key, categoryTitle(each)]),
  );
  const ids = rules.flatMap(({ buildingId }) => buildingId ?? []);
  const buildings = new Map(
    (await tx.building.findMany({ where: { id: { in: ids } } })).map(({ id, address }) => [id, address]),
  );
  const names = await personNames(
    tx,
    vault,
    rules.map(({ assigneeId }) => assigneeId),
  );
  return ({ categoryKey, buildingId, weekdays, minuteFrom, minuteTo, assigneeId }) => {
    const category = categoryKey === null ? undefined : categories.get(categoryKey);
    const conditions = joined(
      " · ",
      category ? categoryWord(category) : t("requests.rule.every-category"),
      ...(buildingId ? [plain(buildings.get(buildingId) ?? "")] : []),
      ...(weekdays === null
        ? []
        : [joined(", ", ...[...weekdays].map((day) => t(`requests.rules.weekday-${day}`)))]),
      ...(minuteFrom === null || minuteTo === null
        ? []
        : [plain(`${clockOf(minuteFrom)}–${clockOf(minuteTo)}`)]),
    );
    return joined(" → ", conditions, plain(names.get(assigneeId) ?? ""));
  };
};
