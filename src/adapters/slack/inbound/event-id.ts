import type { Workspace } from "./inbound.ts";

/** Slack's own marks of sameness. A retry header is none: it counts attempts of a delivery, not of an act. */
export const eventId = ({ teamId }: Workspace, id: string): string => `slack:${teamId}:${id}`;

export const triggerEventId = ({ teamId }: Workspace, triggerId: string): string =>
  `slack:${teamId}:trigger:${triggerId}`;

export const viewEventId = ({ teamId }: Workspace, viewId: string, hash: string): string =>
  `slack:${teamId}:view:${viewId}:${hash}`;
