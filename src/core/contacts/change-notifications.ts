import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { attemptBy, ownerFor } from "./contact-owner.ts";
import type { NotificationKind, WayName } from "./kinds.ts";
import { companyDefaults } from "./load-reach.ts";
import type { QuietHours } from "./quiet-hours.ts";
import { defaultsFor, isEmergency } from "./ways-to.ts";

/** Turns a kind on or off by one way. What tells of danger, and what the company keeps on, can't be turned off. */
export const setNotification = async (
  work: Work,
  { kind, way, muted }: { kind: NotificationKind; way: WayName; muted: boolean },
): Promise<Outcome<null, "forbidden" | "always-on" | "kept-on">> => {
  const attempt = attemptBy(work, "notifications.set");
  const owner = ownerFor(work, "notifications.set");
  if (!owner) return refuse(work, attempt, "forbidden");
  if (isEmergency(kind)) return refuse(work, attempt, "always-on");
  const { personId, companyId } = owner;
  const { tx, now } = work;
  const { optOut } = defaultsFor(kind, await companyDefaults(tx, companyId, kind));
  if (muted && !optOut) return refuse(work, attempt, "kept-on");
  if (muted) {
    await tx.notificationSetting.upsert({
      where: { personId_kind_way: { personId, kind, way } },
      create: { personId, companyId, kind, way, via: "settings", createdAt: now },
      update: { via: "settings" },
    });
  } else {
    await tx.notificationSetting.deleteMany({ where: { personId, kind, way } });
  }
  work.audit({ ...attempt, after: { kind, way, muted } });
  return done(null);
};

/** The hours of the person's day in which nothing but emergencies comes; null: the company's usual ones. */
export const setQuietHours = async (
  work: Work,
  { quiet }: { quiet: QuietHours | null },
): Promise<Outcome<null, "forbidden" | "bad-hours">> => {
  const attempt = attemptBy(work, "notifications.set");
  const owner = ownerFor(work, "notifications.set");
  if (!owner) return refuse(work, attempt, "forbidden");
  if (quiet && ![quiet.from, quiet.to].every(isMinuteOfDay)) return refuse(work, attempt, "bad-hours");
  await work.tx.person.update({
    where: { id: owner.personId },
    data: { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null },
  });
  work.audit({ ...attempt, after: { quiet } });
  return done(null);
};

const isMinuteOfDay = (minute: number): boolean =>
  Number.isInteger(minute) && minute >= 0 && minute < 24 * 60;

/** Whether the quiet kinds come once a day together. */
export const setDigest = async (
  work: Work,
  { digest }: { digest: boolean },
): Promise<Outcome<null, "forbidden">> => {
  const attempt = attemptBy(work, "notifications.set");
  const owner = ownerFor(work, "notifications.set");
  if (!owner) return refuse(work, attempt, "forbidden");
  const { personId, companyId } = owner;
  await work.tx.notificationPreference.upsert({
    where: { personId },
    create: { personId, companyId, digest },
    update: { digest },
  });
  work.audit({ ...attempt, after: { digest } });
  return done(null);
};
