import { tableInsert } from "../../database/table-insert.ts";
import type { Actor } from "../access/actor.ts";
import type { Work } from "../work/work.ts";
import type { AuditDraft } from "./draft.ts";

const entries = tableInsert("AuditEntry", {
  companyId: "text",
  at: "timestamp(3)",
  actorId: "text",
  account: "text",
  role: "text",
  channel: "text",
  act: "text",
  subjectType: "text",
  subjectId: "text",
  outcome: "text",
  detailSealed: "text",
});

/** Appends the acts of a work to the audit log, with who acted, as what and from where. */
export const writeAudit = async (work: Work, drafts: readonly AuditDraft[]): Promise<void> => {
  const { actor } = work;
  await entries.insert(
    work.tx,
    drafts.map((draft) => ({
      companyId: actor.kind === "stranger" ? null : actor.companyId,
      at: work.now,
      actorId: actor.kind === "person" ? actor.personId : null,
      account: accountOf(actor),
      role: roleOf(actor),
      channel: work.channel,
      act: draft.act,
      subjectType: draft.subjectType,
      subjectId: draft.subjectId,
      outcome: draft.outcome ?? "done",
      detailSealed: detailOf(work, draft),
    })),
  );
};

const detailOf = (work: Work, { before, after }: AuditDraft): string | null =>
  before || after ? work.vault.seal(JSON.stringify({ before, after })) : null;

const accountOf = (actor: Actor): string | null =>
  actor.kind === "system" || !actor.account ? null : `${actor.account.platform}:${actor.account.externalId}`;

/** Every role that the actor holds, since more than one may have given the right. */
export const roleOf = (actor: Actor): string => {
  if (actor.kind === "system") return `system:${actor.name}`;
  if (actor.kind === "stranger") return "stranger";
  const kinds = new Set([
    ...actor.roles.map((role) => role.kind),
    ...(actor.occupancies.length > 0 ? ["resident"] : []),
  ]);
  return kinds.size > 0 ? [...kinds].sort().join("+") : "none";
};
