import { can } from "../../../core/access/policy.ts";
import { categoryTitle } from "../../../core/requests/category-title.ts";
import { type ListedDeadline, listDeadlines } from "../../../core/requests/list-deadlines.ts";
import type { Work } from "../../../core/work/work.ts";
import { action } from "../../action.ts";
import { inRows } from "../../in-rows.ts";
import type { Route } from "../../route.ts";
import { joined, moment, plain, type Text, type Translate, t } from "../../text.ts";
import type { View } from "../../view.ts";
import { categoryWord } from "../words.ts";
import { deadlineForm } from "./deadline-form.ts";
import { durationText } from "./duration.ts";

/** Their buttons have to fit into one message. */
const mostShown = 80;

/** `/domovoy deadlines`: how soon to react and to fix, by category and priority; each a button that opens its form. */
export const deadlineRoutes = (translate: Translate): Route[] => {
  const form = deadlineForm(translate);
  return [
    { kind: "form", form },
    {
      kind: "command",
      name: "deadlines",
      platforms: ["slack"],
      audience: "administrator",
      description: "requests.command.deadlines",
      handle: async ({ work, respond }) => {
        const { actor } = work;
        if (actor.kind !== "person" || !can(actor, "deadline.change", { companyId: actor.companyId }))
          return respond.notice(t("requests.deadlines.refusal.forbidden"), "alert");
        respond.show(await deadlinesView(work, actor.companyId));
      },
    },
    {
      kind: "action",
      name: "rq.deadline",
      opens: form.id,
      handle: ({ respond }, args) => respond.openForm(form.id, ...args),
    },
  ];
};

const deadlinesView = async (work: Work, companyId: string): Promise<View> => {
  const [all, { timeZone }, categories] = await Promise.all([
    listDeadlines(work.tx, companyId, work.now),
    work.tx.company.findUniqueOrThrow({ where: { id: companyId } }),
    work.tx.category.findMany({ where: { companyId } }),
  ]);
  const words = new Map(categories.map((each) => [each.key, categoryWord(categoryTitle(each))]));
  const rules = all.slice(0, mostShown);
  const changeable = rules.filter(({ later }) => !later);
  const numberOf = new Map(changeable.map(({ id }, index) => [id, index + 1]));
  return {
    blocks: [
      { type: "heading", text: t("requests.deadlines.title") },
      {
        type: "list",
        items: rules.map((rule) => lineOf(rule, numberOf.get(rule.id), words, timeZone)),
      },
      { type: "note", text: t("requests.deadlines.note") },
    ],
    buttons: [
      ...inRows(
        changeable.map(({ categoryKey, priority }, index) => ({
          label: t("requests.rules.change", { number: index + 1 }),
          do: { action: action("rq.deadline", priority, categoryKey ?? "") },
        })),
        4,
      ),
      [{ label: t("requests.deadlines.add"), do: { action: action("rq.deadline") }, style: "primary" }],
    ],
  };
};

const lineOf = (
  rule: ListedDeadline,
  number: number | undefined,
  words: ReadonlyMap<string, Text>,
  zone: string,
): Text =>
  joined(
    " · ",
    number === undefined
      ? t("requests.deadlines.later", { from: moment(rule.validFrom, zone, "date") })
      : joined(". ", plain(String(number)), subjectText(rule, words)),
    ...(number === undefined ? [subjectText(rule, words)] : []),
    t("requests.deadlines.times", {
      react: durationText(rule.reactMinutes),
      fix: durationText(rule.fixMinutes),
    }),
    ...hoursTexts(rule),
    ...(number !== undefined && rule.validFrom.getTime() > 0
      ? [t("requests.deadlines.since", { from: moment(rule.validFrom, zone, "date") })]
      : []),
    ...(rule.basis === "" ? [] : [plain(rule.basis)]),
  );

const subjectText = ({ categoryKey, priority }: ListedDeadline, words: ReadonlyMap<string, Text>): Text =>
  joined(
    ", ",
    categoryKey === null
      ? t("requests.deadlines.every-category")
      : (words.get(categoryKey) ?? plain(categoryKey)),
    t(`requests.priority.${priority}`),
  );

const hoursTexts = ({ windowFrom, windowTo, workingDays }: ListedDeadline): Text[] => [
  ...(workingDays ? [t("requests.deadlines.working-days")] : []),
  ...(windowFrom === null || windowTo === null
    ? []
    : [t("requests.deadlines.window", { from: windowFrom, to: windowTo })]),
];
