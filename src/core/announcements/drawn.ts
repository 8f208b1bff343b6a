/** What the outbox's rows name as their content; drawn by chat/announcements when each is sent. */

/** The announcement as a recipient sees it. */
export const drawnAnnouncement = (id: string): string => `announcement:${id}`;

/** As it stands in a building's group. */
export const drawnGroup = (id: string): string => `announcement-group:${id}`;

/** That its words have changed, for ways on which nothing can be edited. */
export const drawnCorrection = (id: string): string => `announcement-correction:${id}`;

/** Files that came after a version of the words, for those who have that version. */
export const drawnNewFiles = (id: string, version: number): string => `announcement-files:${id}@${version}`;

/** A copy for whoever writes it. */
export const drawnTest = (id: string): string => `announcement-test:${id}`;

/** The announcement once more, for those who have not said that they read it. */
export const drawnReminder = (id: string): string => `announcement-reminder:${id}`;

/** Several of the quiet kinds in one message. */
export const drawnDigest = (ids: readonly string[]): string => `announcement-digest:${ids.join(",")}`;
