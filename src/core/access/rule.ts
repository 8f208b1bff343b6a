/** As what somebody may act: by role, or by relation to the subject. */
export const holders = [
  /** An account that belongs to nobody we know. */
  "unknown",
  /** Anybody known in the company, also after a move-out. */
  "member",
  /** Whose it is, as long as they occupy the unit (for common places: a unit of the building). */
  "author",
  "occupant",
  /** Occupies a unit of the building, and the subject names no unit. */
  "neighbour",
  /** Who the request is assigned to, while they hold any role there. */
  "assignee",
  "administrator",
  "manager",
  "dispatcher",
  "accountant",
  "board",
  "contractor",
  "system",
] as const;

export type Holder = (typeof holders)[number];

/** How far a role reaches: the whole company, or the building that the subject is in. Relations reach "building". */
export type Scope = "company" | "building";

/** Who may do one act. */
export interface Rule {
  needs: Scope;
  holders: readonly Holder[];
}

/** An area's part of the table. */
export type Rules = Readonly<Record<string, Rule>>;

export const building = (...who: Holder[]): Rule => ({ needs: "building", holders: who });
export const company = (...who: Holder[]): Rule => ({ needs: "company", holders: who });

/** Who handles requests. */
export const desk = ["administrator", "manager", "dispatcher"] as const;
