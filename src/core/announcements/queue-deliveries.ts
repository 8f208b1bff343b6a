import type { AnnouncementModel } from "../../database/types.ts";
import type { Way } from "../contacts/ways-to.ts";
import { newId } from "../directory/new-id.ts";
import type { Work } from "../work/work.ts";
import { deliveryRows } from "./delivery-rows.ts";
import { drawnAnnouncement } from "./drawn.ts";
import { manners } from "./manners.ts";

/** Somebody who is to be told by a way now. */
export interface Queued extends Way {
  personId: string;
  language: string;
}

/** Notes the tries and writes their messages, which share one content. */
export const queueDeliveries = async (
  work: Work,
  { id: announcementId, companyId, kind, textVersion }: AnnouncementModel,
  queued: readonly Queued[],
): Promise<void> => {
  const { tx, now } = work;
  const rows = queued.map((one) => ({ ...one, id: newId(now) }));
  await deliveryRows.insert(
    tx,
    rows.map(({ id, personId, language, way, address }) => ({
      id,
      companyId,
      announcementId,
      target: personId,
      personId,
      way,
      platform: address.platform,
      chatId: address.chatId,
      threadId: null,
      language,
      outboxKey: `an:${id}`,
      textVersion,
      queuedAt: now,
    })),
  );
  for (const { id, address, language } of rows)
    work.send({
      address,
      lane: manners[kind].lane,
      language,
      companyId,
      subjectId: announcementId,
      dedupeKey: `an:${id}`,
      what: { kind: "drawn", from: drawnAnnouncement(announcementId) },
    });
};
