import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Report, readReport } from "./read-report.ts";
import { isMonth } from "./report-period.ts";
import type { Grouping, ReportQuestion } from "./report-question.ts";

export interface ReportAsked {
  by: Grouping;
  from: string;
  to: string;
}

export type ReportRefusal = "forbidden" | "bad-period";

/** A report on all that the asker may see: the whole company, or the buildings of their roles. */
export const askReport = async (work: Work, asked: ReportAsked): Promise<Outcome<Report, ReportRefusal>> => {
  const question = await questionOf(work, asked);
  return question.ok ? done(await readReport(work.tx, work.vault, question.value, work.now)) : question;
};

/** The question with the places that the asker may know of; refusals are audited. */
export const questionOf = async (
  work: Work,
  { by, from, to }: ReportAsked,
): Promise<Outcome<ReportQuestion, ReportRefusal>> => {
  const { actor } = work;
  const attempt = { act: "report.view", subjectType: "report", subjectId: null };
  if (actor.kind !== "person") return refuse(work, attempt, "forbidden");
  if (!isMonth(from) || !isMonth(to) || from > to) return refuse(work, attempt, "bad-period");
  const { companyId } = actor;
  const whole = can(actor, "report.view", { companyId });
  const buildingIds = actor.roles
    .flatMap(({ buildingId }) => buildingId ?? [])
    .filter((buildingId) => can(actor, "report.view", { companyId, buildingId }));
  if (!whole && buildingIds.length === 0) return refuse(work, attempt, "forbidden");
  return done({ companyId, buildingIds: whole ? null : buildingIds, by, from, to });
};
