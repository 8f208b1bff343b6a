import type { Db } from "../../database/db.ts";
import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { ChargeInputs, ChargeLine } from "./charge-line.ts";
import { fromMarkedJson } from "./marked-json.ts";

interface Row {
  receiptId: string;
  lines: string;
  place: string;
}

type Shared = Omit<ChargeLine, "quantity" | "amount">;

/** One line of a receipt, as `linePacker` writes it: what it shares, quantity, amount, inputs of its own. */
type Own = [shared: number, quantity: bigint | null, amount: bigint, inputs: ChargeInputs];

/** The lines of receipts, in the order of the bill; of a receipt that is no longer there nothing. */
export const linesOfReceipts = async (
  db: Db,
  receiptIds: readonly string[],
): Promise<Map<string, ChargeLine[]>> => {
  if (receiptIds.length === 0) return new Map();
  const rows = await rowsOf<Row>(
    db,
    sql`SELECT d."receiptId", d."lines", r."monthId" || ' ' || r."buildingId" AS "place"
     FROM "ReceiptDetail" AS d JOIN "Receipt" AS r ON r."id" = d."receiptId" WHERE d."receiptId" IN ${listParameter(db, receiptIds)}`,
  );
  const shared = await sharedLines(db, [...new Set(rows.map(({ place }) => place))]);
  return new Map(
    rows.map(({ receiptId, lines, place }) => [
      receiptId,
      (fromMarkedJson(lines) as Own[]).flatMap(([at, quantity, amount, inputs]) => {
        const common = shared.get(place)?.[at];
        return common ? [{ ...common, quantity, amount, inputs: { ...common.inputs, ...inputs } }] : [];
      }),
    ]),
  );
};

const sharedLines = async (db: Db, places: readonly string[]): Promise<Map<string, Shared[]>> => {
  const found = new Map<string, Shared[]>();
  for (const place of places) {
    const [monthId = "", buildingId = ""] = place.split(" ");
    const [row] = await db.$queryRaw<Array<{ lines: string }>>`
      SELECT "lines" FROM "SharedLines" WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId}`;
    if (row) found.set(place, fromMarkedJson(row.lines) as Shared[]);
  }
  return found;
};
