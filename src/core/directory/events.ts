import type { HoldingChange } from "./holdings-changed.ts";

export type DirectoryEvent =
  | { type: "join.asked"; companyId: string; joinRequestId: string }
  | { type: "join.decided"; companyId: string; joinRequestId: string; approved: boolean }
  | { type: "person.joined"; companyId: string; personId: string }
  | { type: "person.moved-out"; companyId: string; personId: string; unitId: string }
  /** Who holds units, or from when to when. */
  | { type: "holdings.changed"; companyId: string; changes: readonly HoldingChange[] }
  /** What units there are, or their area or kind: all that is reckoned by it. */
  | { type: "units.changed"; companyId: string }
  | { type: "person.returned"; companyId: string; personId: string; unitId: string }
  | { type: "duty.changed"; companyId: string; shiftId: string; begins?: true }
  | {
      type: "company.changed";
      companyId: string;
      /** Whether it lives by another law, or its houses by another time: all that is reckoned by them. */
      otherwise: boolean;
    }
  | { type: "role.granted"; companyId: string; personId: string }
  | { type: "role.revoked"; companyId: string; personId: string }
  | { type: "language.chosen"; companyId: string; personId: string }
  | { type: "invite.issued"; companyId: string; inviteId: string }
  | { type: "register.changed"; companyId: string; importId: string }
  | { type: "register.problems"; companyId: string; importId: string; attachmentId: string }
  | { type: "letters.changed"; companyId: string; orderId: string }
  | { type: "letters.made"; companyId: string; orderId: string; attachmentIds: string[] };
