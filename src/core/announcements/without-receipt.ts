import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { Db, DeliveryModel } from "../../database/types.ts";

/** A try by SMS whose message the network has not said to have arrived; its id is the last part's. */
const unheard = sql`d."way" = 'sms' AND NOT EXISTS (
  SELECT 1 FROM "SmsPart" p JOIN "SmsMessage" m ON m."outboxId" = p."outboxId"
  WHERE p."gatewayId" = d."messageId" AND m."contactPointId" = d."chatId" AND m."state" = 'delivered')`;

/** Of these tries the ids of those sent by SMS of which nothing is known but that a network took them. */
export const withoutReceipt = async (
  read: Db,
  deliveries: readonly Pick<DeliveryModel, "id" | "way" | "state">[],
): Promise<ReadonlySet<string>> => {
  const ids = deliveries.filter(({ way, state }) => way === "sms" && state === "sent").map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await rowsOf<{ id: string }>(
    read,
    sql`SELECT d."id" FROM "Delivery" d WHERE d."id" IN ${listParameter(read, ids)} AND ${unheard}`,
  );
  return new Set(rows.map(({ id }) => id));
};

/** How many of an announcement's short messages were sent and nothing more is known of. */
export const countWithoutReceipt = async (read: Db, announcementId: string): Promise<number> => {
  const [row] = await rowsOf<{ count: number | bigint }>(
    read,
    sql`SELECT COUNT(*) AS "count" FROM "Delivery" d
      WHERE d."announcementId" = ${announcementId} AND d."state" = 'sent' AND ${unheard}`,
  );
  return Number(row?.count ?? 0);
};
