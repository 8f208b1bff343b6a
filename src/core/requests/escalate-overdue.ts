import type { RequestModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { overdueOf } from "./overdue.ts";

/**
 * Tells the on-call manager, once in the life of a request, that nobody reacted or that the work is late.
 * The manager's id is in the history row's data, null where the company has nobody on call.
 */
export const escalateOverdue = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "already-escalated" | "not-due">> =>
  changeRequest<"already-escalated" | "not-due">(work, {
    requestId: input.requestId,
    act: "request.escalate",
    move: "escalate",
    decide: async (request) => {
      if (request.escalatedAt !== null) return refused("already-escalated");
      const due = overdueOf(request, work.now);
      if (due === null) return refused("not-due");
      return done({
        act: "escalated",
        columns: { escalatedAt: work.now },
        visibility: "internal",
        data: { due, managerId: await onCallManager(work, request) },
      });
    },
  });

/** On call for the building, else for the company, else the manager or administrator who has been it longest. */
const onCallManager = async (work: Work, request: RequestModel): Promise<string | null> => {
  const roles = await work.tx.role.findMany({
    where: {
      companyId: request.companyId,
      revokedAt: null,
      AND: [
        { OR: [{ buildingId: null }, { buildingId: request.buildingId }] },
        { OR: [{ onCall: true }, { kind: { in: ["manager", "administrator"] } }] },
      ],
    },
    orderBy: [{ grantedAt: "asc" }, { id: "asc" }],
  });
  const ranked = [
    roles.find((role) => role.onCall && role.buildingId !== null),
    roles.find((role) => role.onCall),
    roles.find((role) => role.kind === "manager" && role.buildingId !== null),
    roles.find((role) => role.kind === "manager"),
    roles[0],
  ];
  return ranked.find((role) => role !== undefined)?.personId ?? null;
};
