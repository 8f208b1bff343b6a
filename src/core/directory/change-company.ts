import { IANAZone } from "luxon";
import { can } from "../access/policy.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { supportedLanguage } from "./languages.ts";
import { tidy } from "./names.ts";
import { knownPack } from "./policy-packs.ts";
import { refuse } from "./refuse.ts";

export interface CompanySettings {
  /** Left as they are if not given. */
  name?: string;
  /** IANA, such as "Europe/Moscow". */
  timeZone?: string;
  /** What a reply in a request's thread begins with, to go to the resident. */
  replyMark: string;
  /** Of the staff channel. */
  language: string;
  /** Whose law it lives by; what is under way already goes on by the rules it began with. */
  policyPack?: string;
}

type SettingsRefusal = "forbidden" | "bad-name" | "bad-time-zone" | "bad-mark" | "bad-language" | "bad-pack";

const maxMark = 8;

/**
 * Changes the company's name, time zone and how its staff work in chat. Buildings that had the company's time zone
 * follow it.
 */
export const changeCompany = async (
  work: Work,
  input: CompanySettings,
): Promise<Outcome<Required<CompanySettings>, SettingsRefusal>> => {
  const { tx, now } = work;
  const companyId = work.actor.kind === "stranger" ? null : work.actor.companyId;
  const attempt = { act: "company.change", subjectType: "company", subjectId: companyId };
  if (!companyId || !can(work.actor, "company.change", { companyId }))
    return refuse(work, attempt, "forbidden");
  const before = await tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { name: true, timeZone: true, replyMark: true, language: true, policyPack: true },
  });
  const settled = settledOf(input, before);
  if (!settled.ok) return refuse(work, attempt, settled.code);
  const after = settled.value;
  await tx.company.update({ where: { id: companyId }, data: { ...after, checkedAt: now } });
  if (after.timeZone !== before.timeZone) {
    const where = { companyId, timeZone: before.timeZone };
    await tx.building.updateMany({ where, data: { timeZone: after.timeZone } });
  }
  work.audit({ ...attempt, before, after: { ...after } });
  const otherwise = after.timeZone !== before.timeZone || after.policyPack !== before.policyPack;
  work.announce({ type: "company.changed", companyId, otherwise });
  return done(after);
};

/** The settings with what was given, or the first thing that is wrong about it. */
const settledOf = (
  input: CompanySettings,
  before: Required<CompanySettings>,
): Outcome<Required<CompanySettings>, Exclude<SettingsRefusal, "forbidden">> => {
  const name = tidy(input.name ?? before.name);
  const timeZone = (input.timeZone ?? before.timeZone).trim();
  const replyMark = input.replyMark.trim();
  const language = supportedLanguage(input.language);
  const policyPack = input.policyPack ?? before.policyPack;
  if (name.length < 2 || name.length > 200) return refused("bad-name");
  if (!IANAZone.isValidZone(timeZone)) return refused("bad-time-zone");
  // A letter or digit would send notes that only happen to begin with it.
  if (replyMark === "" || replyMark.length > maxMark || /[\p{L}\p{N}\s]/u.test(replyMark))
    return refused("bad-mark");
  if (!language) return refused("bad-language");
  if (input.policyPack !== undefined && !knownPack(policyPack)) return refused("bad-pack");
  return done({ name, timeZone, replyMark, language, policyPack });
};
