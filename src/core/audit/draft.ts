/** One act for the audit log; actor, role, channel and time are added from the work. */
export interface AuditDraft {
  act: string;
  subjectType: string;
  subjectId: string | null;
  /** "done" unless said otherwise: a refusal's code is recorded too. */
  outcome?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}
