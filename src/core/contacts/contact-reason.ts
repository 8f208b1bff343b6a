/** Why nothing goes to a contact any more: refused for good, an ended subscription, marked as spam, taken away. */
export const contactReasons = ["bounced", "ended", "complaint", "removed"] as const;

export type ContactReason = (typeof contactReasons)[number];

/** As the column holds it; what is not known counts as a bounce. */
export const readContactReason = (stored: string | null): ContactReason =>
  contactReasons.find((reason) => reason === stored) ?? "bounced";
