import { IANAZone } from "luxon";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import { seedRequestDefaults } from "../requests/seed-request-defaults.ts";
import type { Work } from "../work/work.ts";
import { type Language, supportedLanguage } from "./languages.ts";
import { sameAs, tidy } from "./names.ts";
import { refuse } from "./refuse.ts";

export interface NewCompany {
  name: string;
  /** IANA, such as "Europe/Moscow". */
  timeZone: string;
  language: string;
}

/** Creates a company; a name that is already taken gives the company that has it, so that set-up can be repeated. */
export const createCompany = async (
  work: Work,
  input: NewCompany,
): Promise<
  Outcome<
    { companyId: string; created: boolean },
    "forbidden" | "bad-name" | "bad-time-zone" | "bad-language"
  >
> => {
  const attempt = { act: "company.create", subjectType: "company", subjectId: null };
  if (!can(work.actor, "company.create", { companyId: "" })) return refuse(work, attempt, "forbidden");
  const name = tidy(input.name);
  const language: Language | undefined = supportedLanguage(input.language);
  if (name.length < 2 || name.length > 200) return refuse(work, attempt, "bad-name");
  if (!IANAZone.isValidZone(input.timeZone)) return refuse(work, attempt, "bad-time-zone");
  if (!language) return refuse(work, attempt, "bad-language");
  const companies = await work.tx.company.findMany({ select: { id: true, name: true } });
  const known = companies.find((company) => sameAs(company.name) === sameAs(name));
  if (known) return done({ companyId: known.id, created: false });
  const { id } = await work.tx.company.create({
    data: { name, timeZone: input.timeZone, language, createdAt: work.now },
  });
  await seedRequestDefaults(work, id);
  work.audit({ ...attempt, subjectId: id, after: { name, timeZone: input.timeZone, language } });
  return done({ companyId: id, created: true });
};
