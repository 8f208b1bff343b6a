import { DateTime } from "luxon";
import { can } from "../../../core/access/policy.ts";
import { categoryTitle } from "../../../core/requests/category-title.ts";
import { changeDeadline, type DeadlineRefusal } from "../../../core/requests/change-deadline.ts";
import { chooseRule, type Rule } from "../../../core/requests/deadlines.ts";
import { defaultRules } from "../../../core/requests/default-deadlines.ts";
import { listCategories } from "../../../core/requests/list-categories.ts";
import type { Work } from "../../../core/work/work.ts";
import type { Priority } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FieldInput, FormInput } from "../../event.ts";
import type { Field, Form, FormResult } from "../../form.ts";
import { joined, plain, type Text, type Translate, t } from "../../text.ts";
import { categoryOptions } from "../category-options.ts";
import { minutesIn } from "../rules/hours.ts";
import { categoryWord } from "../words.ts";
import { durationText, minutesTyped } from "./duration.ts";

const every = "-";
const priorities = ["normal", "urgent", "emergency"] as const;

/** Times of a category and priority from a day on. args: priority and category's key, empty: every; none: to be chosen. */
export const deadlineForm = (translate: Translate): Form => ({
  id: "request.deadline",
  title: t("requests.deadlines.form"),
  submit: t("requests.deadlines.submit"),
  open: async (work, args) => {
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "deadline.change", { companyId: actor.companyId }))
      return { ok: false, text: t("requests.deadlines.refusal.forbidden") };
    const { companyId } = actor;
    const { timeZone } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const today = DateTime.fromJSDate(work.now, { zone: timeZone }).toFormat("yyyy-MM-dd");
    const subject = subjectIn(args);
    const now = subject && (await ruleNow(work, companyId, subject));
    return {
      ok: true,
      intro: joined(
        "\n",
        ...(subject ? [await subjectText(work, companyId, subject)] : []),
        t("requests.deadlines.open-keep"),
      ),
      fields: [
        ...(subject ? [] : await subjectFields(work, companyId)),
        ...timeFields(now, (text) => translate(text, actor.language ?? "en")),
        {
          name: "from",
          label: t("requests.deadlines.from"),
          hint: t("requests.deadlines.from-hint"),
          input: { kind: "date", earliest: today, initial: today },
        },
        {
          name: "basis",
          label: t("requests.deadlines.basis"),
          hint: t("requests.deadlines.basis-hint"),
          optional: true,
          input: { kind: "text", maxLength: 200, ...(now?.basis ? { initial: now.basis } : {}) },
        },
      ],
    };
  },
  submitted: async (work, args, input): Promise<FormResult> => {
    const hours = hoursOf(input);
    if (!hours) return { ok: false, field: "hours", text: refusalText("hours-unclear") };
    const changed = await changeDeadline(work, {
      ...(subjectIn(args) ?? subjectOf(input)),
      ...hours,
      workingDays: choiceOf(input, "days") === "working",
      reactMinutes: minutesTyped(textOf(input, "react") ?? "") ?? 0,
      fixMinutes: minutesTyped(textOf(input, "fix") ?? "") ?? 0,
      basis: textOf(input, "basis") ?? "",
      from: textOf(input, "from") ?? "",
    });
    if (!changed.ok) {
      const field = fieldAtFault[changed.code];
      return { ok: false, text: refusalText(changed.code), ...(field ? { field } : {}) };
    }
    const { rule, longerThan } = changed.value;
    const saved = t("requests.deadlines.saved", timesOf(rule));
    return {
      ok: true,
      text: longerThan
        ? joined(
            "\n",
            saved,
            t("requests.deadlines.longer", { ...timesOf(longerThan), basis: plain(longerThan.basis) }),
          )
        : saved,
    };
  },
});

interface Subject {
  categoryKey: string | null;
  priority: Priority;
}

const priorityIn = (value: string | null | undefined): Priority =>
  priorities.find((each) => each === value) ?? "normal";

const subjectIn = ([priority, key]: string[]): Subject | null =>
  priority ? { priority: priorityIn(priority), categoryKey: key || null } : null;

const subjectOf = (input: FormInput): Subject => {
  const key = choiceOf(input, "category");
  return { categoryKey: key === every ? null : key, priority: priorityIn(choiceOf(input, "priority")) };
};

const ruleNow = async (
  work: Work,
  companyId: string,
  { categoryKey, priority }: Subject,
): Promise<Rule | undefined> => {
  const rules = await work.tx.deadlineRule.findMany({ where: { companyId, priority } });
  const wanted = { categoryKey: categoryKey ?? "", priority, at: work.now };
  return chooseRule(rules, wanted) ?? chooseRule(defaultRules, wanted);
};

const subjectText = async (
  work: Work,
  companyId: string,
  { categoryKey, priority }: Subject,
): Promise<Text> => {
  const category =
    categoryKey === null
      ? null
      : await work.tx.category.findUnique({ where: { companyId_key: { companyId, key: categoryKey } } });
  return joined(
    ", ",
    category ? categoryWord(categoryTitle(category)) : t("requests.deadlines.every-category"),
    t(`requests.priority.${priority}`),
  );
};

const subjectFields = async (work: Work, companyId: string): Promise<Field[]> => [
  {
    name: "category",
    label: t("requests.new.category"),
    input: {
      kind: "choice",
      options: [
        { value: every, label: t("requests.deadlines.every-category") },
        ...categoryOptions(await listCategories(work.tx, companyId)),
      ],
    },
  },
  {
    name: "priority",
    label: t("requests.file-for.priority"),
    input: {
      kind: "choice",
      initial: "normal",
      options: priorities.map((value) => ({ value, label: t(`requests.priority.${value}`) })),
    },
  },
];

const timeFields = (now: Rule | null | undefined, spell: (text: Text) => string): Field[] => {
  const time = (name: "react" | "fix", minutes: number | undefined): Field => ({
    name,
    label: t(`requests.deadlines.${name}`),
    hint: t("requests.deadlines.time-hint"),
    input: {
      kind: "text",
      maxLength: 20,
      ...(minutes === undefined ? {} : { initial: spell(durationText(minutes)) }),
    },
    validate: isTime,
  });
  const window =
    now && now.windowFrom !== null && now.windowTo !== null ? `${now.windowFrom}–${now.windowTo}` : "";
  return [
    time("react", now?.reactMinutes),
    time("fix", now?.fixMinutes),
    {
      name: "days",
      label: t("requests.deadlines.days"),
      input: {
        kind: "choice",
        initial: now?.workingDays ? "working" : "all",
        options: [
          { value: "all", label: t("requests.deadlines.all-days") },
          { value: "working", label: t("requests.deadlines.working-days") },
        ],
      },
    },
    {
      name: "hours",
      label: t("requests.deadlines.hours"),
      hint: t("requests.deadlines.hours-hint"),
      optional: true,
      input: { kind: "text", maxLength: 20, ...(window ? { initial: window } : {}) },
    },
  ];
};

const isTime = (value: FieldInput): Text | undefined =>
  value.kind === "text" && minutesTyped(value.text) === null
    ? t("requests.deadlines.time-unclear")
    : undefined;

/** Whole hours between which the clock runs; null when they can't be read. */
const hoursOf = (input: FormInput): Pick<Rule, "windowFrom" | "windowTo"> | null => {
  const typed = textOf(input, "hours");
  if (typed === null) return { windowFrom: null, windowTo: null };
  const read = minutesIn(typed);
  if (!read || read.minuteFrom % 60 !== 0 || read.minuteTo % 60 !== 0) return null;
  return { windowFrom: read.minuteFrom / 60, windowTo: read.minuteTo / 60 };
};

const fieldAtFault: Partial<Record<DeadlineRefusal, string>> = {
  "category-unknown": "category",
  "time-out-of-range": "react",
  "fix-before-react": "fix",
  "hours-unclear": "hours",
  "from-past": "from",
  "from-unclear": "from",
};

const refusalText = (code: DeadlineRefusal): Text => t(`requests.deadlines.refusal.${code}`);

const timesOf = ({ reactMinutes, fixMinutes }: Rule) => ({
  react: durationText(reactMinutes),
  fix: durationText(fixMinutes),
});
