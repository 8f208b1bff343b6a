import type { LetterPlatform } from "../platform.ts";
import type { ContactReason } from "./contact-reason.ts";

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
  /** The month's limit keeps short messages back. */
  | { type: "sms.over-budget"; companyId: string; month: string };
