import { type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";

interface Attempt {
  act: string;
  subjectType: string;
  subjectId: string | null;
}

/** A refusal that the audit log remembers. */
export const refuse = <Code extends string>(
  work: Work,
  { act, subjectType, subjectId }: Attempt,
  code: Code,
  params?: Record<string, string | number>,
): Refused<Code> => {
  work.audit({ act, subjectType, subjectId, outcome: code });
  return refused(code, params);
};
