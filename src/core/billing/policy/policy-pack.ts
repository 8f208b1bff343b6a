import { de } from "./de.ts";
import { generic } from "./generic.ts";
import type { PolicyPack } from "./pack.ts";
import { ru } from "./ru.ts";
import { us } from "./us.ts";

const packs: Readonly<Record<string, PolicyPack>> = { ru, de, us, generic };

/** The rules of law of a company, by Company.policyPack; unknown names get the generic ones. */
export const policyPack = (name: string): PolicyPack => packs[name] ?? generic;
