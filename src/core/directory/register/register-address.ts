import type { Vault } from "../../crypto/vault.ts";

/** Where a brought register is kept until it is imported or cancelled; each has a copy of its own. */
export const registerAddress = (vault: Vault, importId: string): string => vault.hash("register", importId);
