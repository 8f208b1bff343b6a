import type { ContactKind } from "../../database/types.ts";
import type { LetterPlatform } from "../platform.ts";
import type { ContactReason } from "./contact-reason.ts";
import type { NotificationKind } from "./kinds.ts";

export type ContactEvent =
  /** The network says what became of a message that a gateway had taken. */
  | {
      type: "message.receipt";
      companyId: string;
      platform: LetterPlatform;
      outboxId: number;
      contactPointId: string;
      delivered: boolean;
    }
  /** Nothing goes to this contact any more, until it is confirmed anew. */
  | {
      type: "contact.unreachable";
      companyId: string;
      personId: string;
      contactPointId: string;
      platform: LetterPlatform;
      reason: ContactReason;
      /** The message that met it, where that is known. */
      outboxId: number | null;
    }
  /** A code is to be sent to a contact that its person wants to add; it is nowhere else in the clear. */
  | {
      type: "contact.proof-asked";
      companyId: string;
      personId: string;
      proofId: string;
      kind: "email" | "phone";
      code: string;
    }
  /** What told a person by one way did not arrive; the next way is taken, where there is one. */
  | { type: "notice.passed-on"; companyId: string; personId: string; kind: NotificationKind; key: string }
  | { type: "contact.confirmed"; companyId: string; personId: string; kind: ContactKind };
