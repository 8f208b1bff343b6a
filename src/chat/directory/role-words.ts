import type { RoleKind } from "../../database/types.ts";

/** How people name roles when they type them. */
const words: [RoleKind, RegExp][] = [
  ["administrator", /^(admin|administrator|админ|администратор)$/i],
  ["manager", /^(manager|менеджер|управляющий|управляющая)$/i],
  ["dispatcher", /^(dispatcher|диспетчер)$/i],
  ["accountant", /^(accountant|бухгалтер)$/i],
  ["board", /^(board|совет)$/i],
  ["contractor", /^(contractor|подрядчик|исполнитель)$/i],
];

const removal = /^(off|remove|revoke|убрать|снять|отозвать)$/i;

export interface RoleOrder {
  userId: string;
  /** As Slack spells the mention; the id where it does not. */
  name: string;
  kind: RoleKind;
  remove: boolean;
  /** Words of an address; empty: the whole company. */
  building: string;
}

export const roleKindOf = (word: string): RoleKind | undefined =>
  words.find(([, pattern]) => pattern.test(word))?.[0];

/** A Slack mention, as a command with escaping carries it. */
export const mentionIn = (text: string): { userId: string; name: string } | undefined => {
  const match = /<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/.exec(text);
  return match?.[1] ? { userId: match[1], name: match[2] || match[1] } : undefined;
};

/** Reads "@anna manager Lenina 1", or "@anna manager off"; undefined when it is no such order. */
export const readRoleOrder = (text: string): RoleOrder | undefined => {
  const mention = mentionIn(text);
  if (!mention) return undefined;
  const rest = text
    .replace(/<@[^>]*>/, " ")
    .split(/\s+/)
    .filter(Boolean);
  const kind = rest.map(roleKindOf).find(Boolean);
  if (!kind) return undefined;
  const remove = rest.some((word) => removal.test(word));
  const building = rest.filter((word) => roleKindOf(word) !== kind && !removal.test(word)).join(" ");
  return { ...mention, kind, remove, building };
};
