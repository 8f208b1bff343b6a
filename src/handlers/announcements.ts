import { renderSms } from "../adapters/sms/render-sms.ts";
import { residentView, testView } from "../chat/announcements/resident-view.ts";
import type { PageUrl } from "../chat/page-url.ts";
import { correctionLost, lostCorrectionQueue } from "../core/announcements/correction-lost.ts";
import { followAnnouncement } from "../core/announcements/follow-announcement.ts";
import { followQueue } from "../core/announcements/follow-queue.ts";
import {
  type AnnouncementDeps,
  previewAnnouncement,
  previewQueue,
} from "../core/announcements/preview-announcement.ts";
import { seenTokenLength } from "../core/announcements/seen-link.ts";
import { heldBackQueue, sendHeldBack } from "../core/announcements/send-held-back.ts";
import { smsSegments } from "../core/contacts/sms-segments.ts";
import { runWork } from "../core/work/run-work.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

const actor = { kind: "system", name: "announcements", companyId: null } as const;

export const announcementDeps = ({ core, settings, translate }: Parts): AnnouncementDeps => ({
  core,
  ways: () => settings.waysOn ?? new Set(),
  segments: (announcement, language) =>
    smsSegments(renderSms(residentView(announcement), translate, language, samplePage(settings.publicUrl))),
  testSegments: (announcement, language) =>
    smsSegments(renderSms(testView(announcement), translate, language)),
});

/** A link as long as those that are sent, to count what they cost. */
const samplePage =
  (publicUrl = ""): PageUrl =>
  () =>
    `${publicUrl}/seen?t=${"0".repeat(seenTokenLength)}`;

export const announcementHandlers = (parts: Parts): JobHandlers => {
  const deps = announcementDeps(parts);
  return {
    [previewQueue]: ({ announcementId }) => previewAnnouncement(deps, String(announcementId)),
    [heldBackQueue]: async ({ companyId }, signal) => {
      await sendHeldBack(parts.core, String(companyId), signal);
    },
    [lostCorrectionQueue]: ({ outboxId, reason, isShut }) =>
      runWork(parts.core, { actor, channel: "job" }, (work) =>
        correctionLost(work, { outboxId: Number(outboxId), reason: String(reason), isShut: isShut === 1 }),
      ),
    [followQueue]: ({ announcementId }, signal) => followAnnouncement(deps, String(announcementId), signal),
  };
};
