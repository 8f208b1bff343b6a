import type { Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import {
  type KindDefaults,
  type NotificationKind,
  notificationKinds,
  type WayName,
} from "../contacts/kinds.ts";
import { companyDefaults } from "../contacts/load-reach.ts";
import type { QuietHours } from "../contacts/quiet-hours.ts";
import { defaultsFor, isEmergency } from "../contacts/ways-to.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type KindRules, kindRules } from "./kind-rules.ts";
import { announcementKindOf, announcementKinds, manners, notificationKindOf } from "./manners.ts";
import { type SecondPersonRule, secondPersonRules } from "./settings.ts";

/** How the company's announcements of one kind are sent. */
export interface AlertDefaults extends Pick<KindDefaults, "ways" | "quiet" | "optOut" | "fallbackMinutes"> {
  kind: NotificationKind;
  /** Null: as the company's rule for all kinds says. What is urgent never asks for a second person. */
  secondPerson: SecondPersonRule | null;
  /** Null: a kind that concerns one person alone. */
  rules: KindRules | null;
}

export interface AlertChange {
  kind: NotificationKind;
  /** In the order in which they are tried where a person has chosen none. */
  ways: readonly WayName[];
  quiet: QuietHours | null;
  optOut: boolean;
  fallbackMinutes: number;
  secondPerson: SecondPersonRule | null;
  /** For what is written from now on; null: as the kind itself says. */
  rules: KindRules | null;
}

/** From a minute to a week. */
export const fallbackLimits = { min: 1, max: 7 * 24 * 60 } as const;

/** Whether a kind is held up by neither night nor second person. */
export const isUrgentKind = (kind: NotificationKind): boolean =>
  announcementKinds.some((one) => notificationKindOf(one) === kind && manners[one].urgent);

/** One kind as it is sent now; the caller has asked whether its reader may. */
export const alertDefaults = async (
  tx: Pick<Tx, "notificationDefault">,
  companyId: string,
  kind: NotificationKind,
): Promise<AlertDefaults> => {
  const { ways, quiet, optOut, fallbackMinutes } = defaultsFor(
    kind,
    await companyDefaults(tx, companyId, kind),
  );
  const row = await tx.notificationDefault.findUnique({ where: { companyId_kind: { companyId, kind } } });
  const secondPerson = secondPersonRules.find((rule) => rule === row?.secondPerson) ?? null;
  const announced = announcementKindOf(kind);
  const rules = announced ? await kindRules(tx, { companyId, kind: announced }) : null;
  return { kind, ways, quiet, optOut, fallbackMinutes, secondPerson, rules };
};

/** Every kind, for those who may change them. */
export const listAlertDefaults = async (work: Work): Promise<Outcome<AlertDefaults[], "forbidden">> => {
  const companyId = companyFor(work);
  if (!companyId) return refuse(work, attemptOf(null), "forbidden");
  return done(await Promise.all(notificationKinds.map((kind) => alertDefaults(work.tx, companyId, kind))));
};

/** Changes how a kind is sent from now on; what is under way goes on with the new ways and times. */
export const changeAlertDefaults = async (
  work: Work,
  change: AlertChange,
): Promise<Outcome<null, "forbidden" | "no-way" | "bad-hours" | "bad-minutes" | "danger-muted">> => {
  const { tx } = work;
  const companyId = companyFor(work);
  const attempt = attemptOf(companyId);
  if (!companyId) return refuse(work, attempt, "forbidden");
  const { kind, quiet, optOut, fallbackMinutes } = change;
  const ways = [...new Set(change.ways)];
  if (ways.length === 0) return refuse(work, attempt, "no-way");
  if (quiet && ![quiet.from, quiet.to].every(isMinuteOfDay)) return refuse(work, attempt, "bad-hours");
  const { min, max } = fallbackLimits;
  if (!Number.isInteger(fallbackMinutes) || fallbackMinutes < min || fallbackMinutes > max)
    return refuse(work, attempt, "bad-minutes", { min, max });
  if (isEmergency(kind) && (optOut || quiet)) return refuse(work, attempt, "danger-muted");
  const secondPerson = isUrgentKind(kind) ? null : change.secondPerson;
  const before = await alertDefaults(tx, companyId, kind);
  const data = {
    ways: ways.join(","),
    quietFrom: quiet?.from ?? null,
    quietTo: quiet?.to ?? null,
    fallbackMinutes,
    optOut,
    secondPerson,
    ...(announcementKindOf(kind) && change.rules ? change.rules : { groupRule: null, seenRule: null }),
  };
  await tx.notificationDefault.upsert({
    where: { companyId_kind: { companyId, kind } },
    create: { companyId, kind, ...data },
    update: data,
  });
  work.audit({
    ...attempt,
    before: auditedDefaults(before),
    after: { kind, ...data },
  });
  return done(null);
};

const companyFor = ({ actor }: Work): string | null =>
  actor.kind === "person" && can(actor, "alerts.defaults", { companyId: actor.companyId })
    ? actor.companyId
    : null;

const auditedDefaults = ({ rules, ways, ...rest }: AlertDefaults) => ({
  ...rest,
  ...rules,
  ways: ways.join(","),
});

const attemptOf = (companyId: string | null) => ({
  act: "alerts.defaults",
  subjectType: "company",
  subjectId: companyId,
});

const isMinuteOfDay = (minute: number): boolean =>
  Number.isInteger(minute) && minute >= 0 && minute < 24 * 60;
