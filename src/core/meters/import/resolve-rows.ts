import type { Db, MeterKind, MeterModel } from "../../../database/types.ts";
import { type Day, dayAt, type Month } from "../../billing/calendar.ts";
import { saysAddress } from "../../directory/find-units.ts";
import { sameAs } from "../../directory/names.ts";
import { buildingWindow, takenMonths } from "../building-window.ts";
import { surroundings } from "../give-reading.ts";
import { judgeReading } from "../judge-reading.ts";
import { capacityOf, registersOf } from "../meter.ts";
import { parseReading } from "../parse-reading.ts";
import { readingTime } from "../reading-month.ts";
import { registerReadings } from "../register-readings.ts";
import type { ReadingProblem, ReadingRow } from "./parse-readings.ts";

/** What a row comes to: a reading of a known register, or a new meter that begins with it. */
export type ResolvedRow =
  | {
      row: number;
      does: "read";
      meterId: string;
      zone: string;
      value: bigint;
      day: Day | null;
      unusual: boolean;
    }
  | {
      row: number;
      does: "add";
      buildingId: string;
      unitId: string;
      kind: MeterKind;
      serial: string;
      digits: number;
      value: bigint;
      day: Day | null;
      verified: Day | null;
    };

export interface Resolved {
  rows: ResolvedRow[];
  problems: ReadingProblem[];
}

const usualDigits = 5;
/** Rows that are looked up together. */
const chunkRows = 200;

/** Looks up what each row means and whether it can be right; writes nothing. */
export const resolveRows = async (
  db: Db,
  { companyId, address, now }: { companyId: string; address: string | null; now: Date },
  rows: readonly ReadingRow[],
): Promise<Resolved> => {
  const buildings = await db.building.findMany({ where: { companyId } });
  const taken = await takenMonths(db, companyId);
  const resolved: Resolved = { rows: [], problems: [] };
  const seen = new Set<string>();
  for (let start = 0; start < rows.length; start += chunkRows) {
    const found = await lookUp(db, companyId, rows.slice(start, start + chunkRows));
    for (const row of rows.slice(start, start + chunkRows)) {
      const outcome = await resolve(row);
      if ("code" in outcome) resolved.problems.push(outcome);
      else resolved.rows.push(outcome);
    }
    await new Promise(setImmediate);

    async function resolve(row: ReadingRow): Promise<ResolvedRow | ReadingProblem> {
      const { row: number } = row;
      const said = row.building ?? address;
      const at =
        said === null ? buildings : buildings.filter((each) => saysAddress(each.address, wordsOf(said)));
      const meter = meterOf(row, found, new Set(at.map(({ id }) => id)));
      if (meter === "several") return { row: number, code: "several-meters" };
      if (meter === undefined) return newMeter(row, found, at);
      const register = registersOf(meter).find(({ zone }) => zone === (row.zone ?? ""));
      if (!register) return { row: number, code: "zone-unknown" };
      const key = `${meter.id} ${register.zone}`;
      if (seen.has(key)) return { row: number, code: "twice" };
      seen.add(key);
      const value = parseReading(row.value, meter.capacity);
      if (!value.ok) return { row: number, code: value.code };
      const building = buildings.find(({ id }) => id === meter.buildingId);
      const today = dayAt(now, building?.timeZone ?? "UTC");
      const day = row.day ?? today;
      if (day > today) return { row: number, code: "future" };
      const all = found.readings(register);
      const given = (month: Month) => all.some((each) => each.kind === "monthly" && each.month === month);
      const { month } = readingTime(day, await buildingWindow(db, meter), taken, given);
      const judged = judgeReading(value.value, surroundings(meter, all, { month, day, kind: "monthly" }));
      if (judged.verdict === "less" || judged.verdict === "more-than-next")
        return { row: number, code: judged.verdict };
      const unusual = judged.verdict === "unusual";
      return { row: number, does: "read", ...register, value: value.value, day: row.day, unusual };
    }
  }
  return resolved;
};

const wordsOf = (address: string): string[] => sameAs(address).split(" ").filter(Boolean);

interface Found {
  meters: readonly MeterModel[];
  units: readonly { id: string; number: string; buildingId: string }[];
  readings: Awaited<ReturnType<typeof registerReadings>>;
}

const lookUp = async (db: Db, companyId: string, rows: readonly ReadingRow[]): Promise<Found> => {
  const serials = rows.flatMap(({ serial }) => serial ?? []);
  const numbers = [...new Set(rows.flatMap(({ unit }) => unit ?? []))];
  const units = await db.unit.findMany({
    where: { companyId, number: { in: numbers } },
    select: { id: true, number: true, buildingId: true },
  });
  const meters = await db.meter.findMany({
    where: {
      companyId,
      removed: null,
      OR: [{ serial: { in: serials } }, { unitId: { in: units.map(({ id }) => id) } }],
    },
  });
  const readings = await registerReadings(
    db,
    meters.map(({ id }) => id),
  );
  return { meters, units, readings };
};

const meterOf = (
  { serial, unit, kind }: ReadingRow,
  { meters, units }: Found,
  at: ReadonlySet<string>,
): MeterModel | "several" | undefined => {
  const here = meters.filter(({ buildingId }) => at.has(buildingId));
  const inUnit = units.filter((each) => each.number === unit && at.has(each.buildingId)).map(({ id }) => id);
  const fitting = here.filter(
    (meter) =>
      (serial === null || meter.serial === serial) &&
      (unit === null || (meter.unitId !== null && inUnit.includes(meter.unitId))) &&
      (kind === null || meter.kind === kind),
  );
  return fitting.length > 1 ? "several" : fitting[0];
};

/** A serial number that nobody knows is a new meter when the row says whose it is and of what kind. */
const newMeter = (
  { row, serial, unit, kind, zone, value: text, day, verified, digits }: ReadingRow,
  { units }: Found,
  buildings: readonly { id: string }[],
): ResolvedRow | ReadingProblem => {
  if (serial === null || kind === null || unit === null) return { row, code: "meter-unknown" };
  const [one, another] = units.filter(
    (each) => each.number === unit && buildings.some(({ id }) => id === each.buildingId),
  );
  if (!one) return { row, code: "unit-unknown", params: { unit } };
  if (another) return { row, code: "several-units", params: { unit } };
  if (zone !== null) return { row, code: "zone-unknown" };
  const counted = digits ?? usualDigits;
  const value = parseReading(text, capacityOf(counted));
  if (!value.ok) return { row, code: value.code };
  const place = { buildingId: one.buildingId, unitId: one.id };
  return {
    row,
    does: "add",
    ...place,
    kind: kind as MeterKind,
    serial,
    digits: counted,
    value: value.value,
    day,
    verified,
  };
};
