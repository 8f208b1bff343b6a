import type { Vault } from "../crypto/vault.ts";

/** Without letters and digits that are taken for each other. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A code that only the voter gets, such as "K7QM-2XVA-9RTB". */
export const newReceipt = (random: (bytes: number) => Buffer): string =>
  [...random(12)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** However it is typed: case, spaces and dashes don't count. */
export const receiptHash = (vault: Vault, meetingId: string, code: string): string =>
  vault.hash(`meeting-receipt:${meetingId}`, code.toUpperCase().replace(/[^A-Z0-9]/g, ""));
