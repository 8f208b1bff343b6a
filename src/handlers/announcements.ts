import { followAnnouncement } from "../core/announcements/follow-announcement.ts";
import { followQueue } from "../core/announcements/follow-queue.ts";
import {
  type AnnouncementDeps,
  previewAnnouncement,
  previewQueue,
} from "../core/announcements/preview-announcement.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const announcementDeps = ({ core }: Parts): AnnouncementDeps => ({
  core,
  ways: () => new Set(["telegram"]),
  segments: () => 1,
});

export const announcementHandlers = (parts: Parts): JobHandlers => {
  const deps = announcementDeps(parts);
  return {
    [previewQueue]: ({ announcementId }) => previewAnnouncement(deps, String(announcementId)),
    [followQueue]: ({ announcementId }, signal) => followAnnouncement(deps, String(announcementId), signal),
  };
};
