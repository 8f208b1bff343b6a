import { dePolicies } from "./packs/de.ts";
import { genericPolicies } from "./packs/generic.ts";
import { ruPolicies } from "./packs/ru.ts";
import { usPolicies } from "./packs/us.ts";
import type { MeetingPolicy } from "./policy.ts";

const packs: Readonly<Record<string, readonly MeetingPolicy[]>> = {
  ru: ruPolicies,
  de: dePolicies,
  us: usPolicies,
  generic: genericPolicies,
};

/** The rules of a pack that are in force on a day (yyyy-mm-dd); before its first edition, that one. */
export const policyAt = (pack: string, day: string): MeetingPolicy => {
  const editions = [...(packs[pack] ?? genericPolicies)].sort((a, b) => (a.from < b.from ? -1 : 1));
  const inForce = editions.findLast(({ from }) => from <= day) ?? editions[0];
  if (!inForce) throw new Error(`the policy pack "${pack}" is empty`);
  return inForce;
};

/** By which way a vote comes. */
export type VotingWay = "chat" | "paper";

/** Whether votes that come this way decide, or only tell what people think. */
export const isBinding = (policy: Pick<MeetingPolicy, "chatAdvises">, way: VotingWay): boolean =>
  way === "paper" || !policy.chatAdvises;
