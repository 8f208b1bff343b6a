/** Whose law a company lives by: each area has its rules under these names; "generic" is for rules of one's own. */
export const policyPacks = ["ru", "de", "us", "generic"] as const;

export type PolicyPack = (typeof policyPacks)[number];

export const knownPack = (name: string): PolicyPack | undefined => policyPacks.find((pack) => pack === name);
