import { readToken, signToken } from "../contacts/contact-token.ts";
import type { Vault } from "../crypto/vault.ts";

/** What the link in a letter stands for: somebody, known by the contact that it went to, says to have read an announcement. */
export interface SeenLink {
  announcementId: string;
  contactPointId: string;
  expiresAt: Date;
}

/** After so many days a link that lies in a mailbox does nothing any more. */
const linkDays = 30;

/** Signs of a token: 36 bytes in base64url, a dot, the signature. */
export const seenTokenLength = 48 + 1 + 27;

const hourMs = 3_600_000;

/** When a link that is sent now ends. */
export const seenLinkEnd = (now: Date): Date => new Date(now.getTime() + linkDays * 24 * hourMs);

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Signed and as short as a short message needs it; null: the contact is none of the register. */
export const seenToken = (
  vault: Vault,
  { announcementId, contactPointId, expiresAt }: SeenLink,
): string | null => {
  if (!uuid.test(announcementId) || !uuid.test(contactPointId)) return null;
  const packed = Buffer.alloc(36);
  packed.write(announcementId.replaceAll("-", ""), 0, "hex");
  packed.write(contactPointId.replaceAll("-", ""), 16, "hex");
  packed.writeUInt32BE(Math.floor(expiresAt.getTime() / hourMs), 32);
  return signToken(vault, "seen", packed.toString("base64url"));
};

/** Undefined when we did not write it; whether it has expired is not looked at. */
export const readSeenToken = (vault: Vault, token: string): SeenLink | undefined => {
  const name = readToken(vault, "seen", token);
  const packed = Buffer.from(name ?? "", "base64url");
  if (packed.length !== 36) return undefined;
  return {
    announcementId: dashed(packed.toString("hex", 0, 16)),
    contactPointId: dashed(packed.toString("hex", 16, 32)),
    expiresAt: new Date(packed.readUInt32BE(32) * hourMs),
  };
};

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
