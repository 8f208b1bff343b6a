import type { Work } from "../../work/work.ts";
import { sameAs } from "../names.ts";
import { newId } from "../new-id.ts";
import { insertRows, type NewRow } from "./insert-rows.ts";
import { byUnit } from "./plan-import.ts";
import type { RegisterRow } from "./register-row.ts";
import { changed, made, type Trace } from "./trace.ts";

interface WrittenUnits {
  buildingsAdded: number;
  unitsAdded: number;
  unitsChanged: number;
  /** Whether there are other units than before, or other areas. */
  otherwise: boolean;
  /** By unitKey of a row. */
  unitIds: Map<string, string>;
  /** Time zones of the units' buildings, by unit. */
  zones: Map<string, string>;
  traces: Trace[];
}

/** What a register says of a unit. */
const facts = ["entrance", "floor", "riser", "area", "account"] as const;

type Described = Pick<RegisterRow, (typeof facts)[number]>;

/** Adds the buildings and units of the rows, and brings what the register says of known units up to date. */
export const writeUnits = async (
  work: Work,
  companyId: string,
  rows: readonly RegisterRow[],
): Promise<WrittenUnits> => {
  const { tx, now } = work;
  const { buildings, added, traces } = await writeBuildings(work, companyId, rows);
  const numbers = rows.flatMap(({ unit }) => [unit, unit.toUpperCase(), unit.toLowerCase()]);
  const known = await tx.unit.findMany({
    where: {
      buildingId: { in: [...buildings.values()].map(({ id }) => id) },
      number: { in: [...new Set(numbers)] },
    },
  });
  const knownByKey = new Map(
    known.map((unit) => [`${unit.buildingId}\0${unit.kind}\0${sameAs(unit.number)}`, unit]),
  );
  const unitIds = new Map<string, string>();
  const zones = new Map<string, string>();
  const created: NewRow<"Unit">[] = [];
  let unitsChanged = 0;
  let otherwise = false;
  for (const [key, same] of byUnit(rows)) {
    const [row] = same;
    const building = row && buildings.get(sameAs(row.building));
    if (!row || !building) continue;
    const { id: buildingId, timeZone } = building;
    const said = described(same);
    const unit = knownByKey.get(`${buildingId}\0${row.kind}\0${sameAs(row.unit)}`);
    const unitId = unit?.id ?? newId(now);
    unitIds.set(key, unitId);
    zones.set(unitId, timeZone);
    if (unit) {
      const change = changeOf(unit, said);
      if (!change) continue;
      await tx.unit.update({ where: { id: unit.id }, data: change });
      traces.push(changed("Unit", unit.id, described([unit])));
      unitsChanged += 1;
      otherwise ||= change.area !== undefined;
    } else {
      traces.push(made("Unit", unitId));
      const { unit: number, kind } = row;
      created.push({ id: unitId, companyId, buildingId, number, kind, ...said, createdAt: now });
    }
  }
  await insertRows(work, "Unit", created);
  otherwise ||= created.some(({ kind }) => kind !== "technical");
  return {
    buildingsAdded: added,
    unitsAdded: created.length,
    unitsChanged,
    otherwise,
    unitIds,
    zones,
    traces,
  };
};

const writeBuildings = async ({ tx, now }: Work, companyId: string, rows: readonly RegisterRow[]) => {
  const columns = { id: true, address: true, timeZone: true } as const;
  const known = await tx.building.findMany({ where: { companyId }, select: columns });
  const buildings = new Map(known.map((building) => [sameAs(building.address), building]));
  const traces: Trace[] = [];
  let added = 0;
  for (const { building: address } of rows) {
    if (buildings.has(sameAs(address))) continue;
    const { timeZone, language } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const building = await tx.building.create({
      data: { companyId, address, timeZone, language, createdAt: now },
      select: columns,
    });
    buildings.set(sameAs(address), building);
    traces.push(made("Building", building.id));
    added += 1;
  }
  return { buildings, added, traces };
};

/** What the rows of one unit say of it together: the first that says anything. */
const described = (rows: readonly Described[]): Described => {
  const said = <Fact extends keyof Described>(fact: Fact): Described[Fact] | null =>
    rows.find((row) => row[fact] !== null)?.[fact] ?? null;
  return {
    entrance: said("entrance"),
    floor: said("floor"),
    riser: said("riser"),
    area: said("area"),
    account: said("account"),
  };
};

/** A register that is silent about something does not erase it. */
const changeOf = (unit: Described, said: Described): Partial<Described> | null => {
  const changed = facts.filter((fact) => said[fact] !== null && said[fact] !== unit[fact]);
  return changed.length > 0 ? Object.fromEntries(changed.map((fact) => [fact, said[fact]])) : null;
};
