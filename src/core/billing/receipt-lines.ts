import type { Db } from "../../database/db.ts";
import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { ChargeInputs, ChargeLine } from "./charge-line.ts";
import { fromMarkedJson } from "./marked-json.ts";
import { unpackTexts } from "./pack-texts.ts";

interface Row {
  receiptId: string;
  monthId: string;
  buildingId: string;
  position: number;
  /** The first position of its batch. */
  first: number;
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
    sql`SELECT r."id" AS "receiptId", r."monthId", r."buildingId", r."position",
       (SELECT b."position" FROM "ReceiptBatch" AS b
         WHERE b."monthId" = r."monthId" AND b."buildingId" = r."buildingId" AND b."position" <= r."position"
         ORDER BY b."position" DESC LIMIT 1) AS "first"
     FROM "Receipt" AS r WHERE r."id" IN ${listParameter(db, receiptIds)}`,
  );
  const packed = await once(rows, batchOf, (row) => packedLines(db, row));
  const shared = await once(rows, placeOf, (row) => sharedLines(db, row));
  return new Map(
    rows.map((row) => {
      const own = packed.get(batchOf(row))?.[Number(row.position) - Number(row.first)] ?? "[]";
      const lines = (fromMarkedJson(own) as Own[]).flatMap(([at, quantity, amount, inputs]) => {
        const common = shared.get(placeOf(row))?.[at];
        return common ? [{ ...common, quantity, amount, inputs: { ...common.inputs, ...inputs } }] : [];
      });
      return [row.receiptId, lines];
    }),
  );
};

const placeOf = ({ monthId, buildingId }: Row): string => `${monthId} ${buildingId}`;
const batchOf = (row: Row): string => `${placeOf(row)} ${row.first}`;

/** Reads for each key once. */
const once = async <T>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  read: (row: Row) => Promise<T>,
): Promise<Map<string, T>> => {
  const found = new Map<string, T>();
  for (const row of rows) if (!found.has(keyOf(row))) found.set(keyOf(row), await read(row));
  return found;
};

/** Of each receipt of a batch. */
const packedLines = async (db: Db, { monthId, buildingId, first }: Row): Promise<string[]> => {
  const [row] = await db.$queryRaw<Array<{ lines: string }>>`
    SELECT "lines" FROM "ReceiptBatch"
    WHERE "monthId" = ${monthId} AND "position" = ${first} AND "buildingId" = ${buildingId}`;
  return row ? unpackTexts(row.lines) : [];
};

const sharedLines = async (db: Db, { monthId, buildingId }: Row): Promise<Shared[]> => {
  const [row] = await db.$queryRaw<Array<{ lines: string }>>`
    SELECT "lines" FROM "SharedLines" WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId}`;
  return row ? (fromMarkedJson(row.lines) as Shared[]) : [];
};
