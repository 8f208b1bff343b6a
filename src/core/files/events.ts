/** The bytes of a file that belongs to no request have come, or never will. */
export interface FileSettled {
  type: "file.settled";
  companyId: string;
  attachmentId: string;
  subjectType: string;
  subjectId: string;
  state: "stored" | "refused";
}
