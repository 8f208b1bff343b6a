import type { Work } from "../../core/work/work.ts";

/** The person who acts; null for strangers and jobs. */
export const resident = ({ actor }: Work): string | null => (actor.kind === "person" ? actor.personId : null);
