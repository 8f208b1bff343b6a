import { can } from "../../core/access/policy.ts";
import {
  type AlertDefaults,
  alertDefaults,
  changeAlertDefaults,
  isUrgentKind,
} from "../../core/announcements/alert-defaults.ts";
import type { KindRules } from "../../core/announcements/kind-rules.ts";
import { groupRules, seenRules } from "../../core/announcements/manners.ts";
import { secondPersonRules } from "../../core/announcements/settings.ts";
import { type WayName, ways } from "../../core/contacts/kinds.ts";
import { isKind } from "../../core/contacts/load-reach.ts";
import { isEmergency } from "../../core/contacts/ways-to.ts";
import { choiceOf, choicesOf, textOf } from "../answers.ts";
import { readHours } from "../contacts/contact-forms.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { t } from "../text.ts";
import { alertKindWord, hoursText, refusalText } from "./words.ts";

/** Where nothing is chosen for a kind: the company's rule for all of them. */
const asForAll = "as-for-all";

/** How one kind is sent; args[0]: the kind. */
export const alertsForm: Form = {
  id: "alerts.kind",
  title: t("announcements.alerts.form"),
  submit: t("announcements.settings.submit"),
  open: async ({ tx, actor }, [kind = ""]) => {
    if (actor.kind !== "person" || !can(actor, "alerts.defaults", { companyId: actor.companyId }))
      return { ok: false, text: t("announcements.refusal.alerts-forbidden") };
    if (!isKind(kind)) return { ok: false, text: t("announcements.refusal.not-found") };
    const now = await alertDefaults(tx, actor.companyId, kind);
    return { ok: true, intro: alertKindWord(kind), fields: fieldsOf(now) };
  },
  submitted: async (work, [kind = ""], input) => {
    const { tx, actor } = work;
    if (actor.kind !== "person" || !isKind(kind))
      return { ok: false, text: t("announcements.refusal.alerts-forbidden") };
    const before = await alertDefaults(tx, actor.companyId, kind);
    const typed = textOf(input, "quiet");
    const quiet = typed === null ? null : readHours(typed);
    if (quiet === undefined) return { ok: false, text: t("announcements.refusal.bad-hours"), field: "quiet" };
    const chosen = choicesOf(input, "ways");
    const second = choiceOf(input, "second");
    const changed = await changeAlertDefaults(work, {
      kind,
      ways: inOrder(before.ways).filter((way) => chosen.includes(way)),
      quiet,
      optOut: isEmergency(kind) ? false : choiceOf(input, "mute") !== "no",
      fallbackMinutes: Number(textOf(input, "minutes") ?? Number.NaN),
      secondPerson: secondPersonRules.find((rule) => rule === second) ?? null,
      rules: rulesIn(input),
    });
    if (changed.ok) return { ok: true, text: t("announcements.alerts.saved", { kind: alertKindWord(kind) }) };
    const text = refusalText(changed.code === "forbidden" ? { code: "alerts-forbidden" } : changed);
    const field = faulty[changed.code];
    return field ? { ok: false, text, field } : { ok: false, text };
  },
};

const rulesIn = (input: FormInput): KindRules | null => {
  const groupRule = groupRules.find((rule) => rule === choiceOf(input, "group"));
  const seenRule = seenRules.find((rule) => rule === choiceOf(input, "seen"));
  return groupRule && seenRule ? { groupRule, seenRule } : null;
};

/** The field that a refusal is about. */
const faulty: Readonly<Record<string, string>> = {
  "no-way": "ways",
  "bad-hours": "quiet",
  "bad-minutes": "minutes",
};

/** A kind's ways keep their order; those it does not use come after. */
const inOrder = (used: readonly WayName[]): WayName[] => [
  ...used,
  ...ways.filter((way) => !used.includes(way)),
];

const fieldsOf = ({
  kind,
  ways: used,
  quiet,
  optOut,
  fallbackMinutes,
  secondPerson,
  rules,
}: AlertDefaults): Field[] => [
  {
    name: "ways",
    label: t("announcements.alerts.ways"),
    hint: t("announcements.alerts.ways-hint"),
    input: {
      kind: "choices",
      initial: used,
      options: inOrder(used).map((way) => ({ value: way, label: t(`announcements.way.${way}`) })),
    },
  },
  {
    name: "minutes",
    label: t("announcements.alerts.minutes"),
    input: { kind: "text", maxLength: 5, initial: String(fallbackMinutes) },
  },
  // What tells of danger comes at once and to everybody: nothing more is asked.
  ...(isEmergency(kind) ? [] : calmFields({ quiet, optOut })),
  ...(isUrgentKind(kind) ? [] : [secondField(secondPerson)]),
  ...(rules ? ruleFields(rules) : []),
];

const ruleFields = ({ groupRule, seenRule }: KindRules): Field[] => [
  {
    name: "group",
    label: t("announcements.alerts.group"),
    input: {
      kind: "choice",
      initial: groupRule,
      options: groupRules.map((rule) => ({
        value: rule,
        label: t(`announcements.alerts.group-rule.${rule}`),
      })),
    },
  },
  {
    name: "seen",
    label: t("announcements.alerts.seen"),
    hint: t("announcements.alerts.seen-hint"),
    input: {
      kind: "choice",
      initial: seenRule,
      options: seenRules.map((rule) => ({ value: rule, label: t(`announcements.alerts.seen-rule.${rule}`) })),
    },
  },
];

const calmFields = ({ quiet, optOut }: Pick<AlertDefaults, "quiet" | "optOut">): Field[] => [
  {
    name: "quiet",
    label: t("announcements.alerts.quiet"),
    hint: t("announcements.alerts.quiet-hint"),
    optional: true,
    input: { kind: "text", maxLength: 13, ...(quiet ? { initial: hoursText(quiet) } : {}) },
  },
  {
    name: "mute",
    label: t("announcements.alerts.mute"),
    input: {
      kind: "choice",
      initial: optOut ? "yes" : "no",
      options: (["yes", "no"] as const).map((value) => ({
        value,
        label: t(`announcements.alerts.mute-${value}`),
      })),
    },
  },
];

const secondField = (secondPerson: AlertDefaults["secondPerson"]): Field => ({
  name: "second",
  label: t("announcements.settings.second"),
  input: {
    kind: "choice",
    initial: secondPerson ?? asForAll,
    options: [
      { value: asForAll, label: t("announcements.alerts.as-for-all") },
      ...secondPersonRules.map((rule) => ({ value: rule, label: t(`announcements.settings.rule.${rule}`) })),
    ],
  },
});
