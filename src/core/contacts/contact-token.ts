import { timingSafeEqual } from "node:crypto";
import type { Vault } from "../crypto/vault.ts";

/** What a signed link lets its holder do; a token of one purpose serves for no other. */
export type TokenPurpose = "unsubscribe" | "mail-id" | "push-page" | "confirm-mail" | "seen";

/** Text that names something and proves that we wrote it: name.signature, safe in a URL and a Message-ID. */
export const signToken = (vault: Vault, purpose: TokenPurpose, name: string): string =>
  `${name}.${vault.hash(`token:${purpose}`, name)}`;

/** The name, or undefined when the token is not ours. */
export const readToken = (vault: Vault, purpose: TokenPurpose, token: string): string | undefined => {
  const dot = token.lastIndexOf(".");
  if (dot < 1) return undefined;
  const name = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1));
  const right = Buffer.from(vault.hash(`token:${purpose}`, name));
  return given.length === right.length && timingSafeEqual(given, right) ? name : undefined;
};
