import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { supportedLanguage } from "./languages.ts";
import { refuse } from "./refuse.ts";

export interface CompanySettings {
  /** What a reply in a request's thread begins with, to go to the resident. */
  replyMark: string;
  /** Of the staff channel. */
  language: string;
}

const maxMark = 8;

/** Changes how the company's staff work in chat. */
export const changeCompany = async (
  work: Work,
  input: CompanySettings,
): Promise<Outcome<CompanySettings, "forbidden" | "bad-mark" | "bad-language">> => {
  const companyId = work.actor.kind === "stranger" ? null : work.actor.companyId;
  const attempt = { act: "company.change", subjectType: "company", subjectId: companyId };
  if (!companyId || !can(work.actor, "company.change", { companyId }))
    return refuse(work, attempt, "forbidden");
  const replyMark = input.replyMark.trim();
  // A letter or digit would send notes that only happen to begin with it.
  if (replyMark === "" || replyMark.length > maxMark || /[\p{L}\p{N}\s]/u.test(replyMark)) {
    return refuse(work, attempt, "bad-mark");
  }
  const language = supportedLanguage(input.language);
  if (!language) return refuse(work, attempt, "bad-language");
  const before = await work.tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { replyMark: true, language: true },
  });
  await work.tx.company.update({ where: { id: companyId }, data: { replyMark, language } });
  work.audit({ ...attempt, before, after: { replyMark, language } });
  return done({ replyMark, language });
};
