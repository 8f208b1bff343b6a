export type DocumentEvent =
  | { type: "document.changed"; companyId: string; orderId: string }
  | { type: "document.made"; companyId: string; orderId: string; attachmentIds: string[] };
