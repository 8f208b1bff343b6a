import type { AnnouncementModel } from "../../database/types.ts";
import type { Preview } from "./preview.ts";

type Seen = Pick<AnnouncementModel, "state" | "version" | "preview" | "textVersion">;

/**
 * Names what somebody saw who is asked to send an announcement: who gets it, as it was counted, and its words. What was
 * changed since has another name, and a draft that is not counted yet has none that a card shows.
 */
export const shownAs = ({ state, version, preview, textVersion }: Seen): string => {
  const counted = (preview as unknown as Preview | null)?.version;
  return `${state === "draft" && counted !== version ? "uncounted" : counted}.${textVersion}`;
};
