export type DirectoryEvent =
  | { type: "join.asked"; companyId: string; joinRequestId: string }
  | { type: "join.decided"; companyId: string; joinRequestId: string; approved: boolean }
  | { type: "person.joined"; companyId: string; personId: string }
  | { type: "letters.changed"; companyId: string; orderId: string }
  | { type: "letters.made"; companyId: string; orderId: string; attachmentIds: string[] };
