import { seenLinkEnd, seenToken } from "../core/announcements/seen-link.ts";
import type { Clock } from "../core/clock.ts";
import type { Vault } from "../core/crypto/vault.ts";
import type { PersonalPage } from "./view.ts";

/** The address of a reader's page; null: none can be given. */
export type PageUrl = (page: PersonalPage) => string | null;

interface PageUrlParts {
  vault: Vault;
  clock: Clock;
  /** Where people reach our pages, without a slash at the end. */
  publicUrl(): string;
}

/** Addresses of pages that are one reader's alone: whoever is reached by a contact point. */
export const pageUrls =
  ({ vault, clock, publicUrl }: PageUrlParts) =>
  (contactPointId: string): PageUrl =>
  ({ subjectId: announcementId }) => {
    const token = seenToken(vault, {
      announcementId,
      contactPointId,
      expiresAt: seenLinkEnd(clock.now()),
    });
    return token && `${publicUrl()}/seen?t=${token}`;
  };
