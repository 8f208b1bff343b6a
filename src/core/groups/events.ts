export interface GroupChanged {
  type: "group.changed";
  /** topic: somebody proposed a topic for announcements. */
  act: "asked" | "linked" | "refused" | "left" | "topic" | "rules";
  companyId: string;
  groupId: string;
}
