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
  /** By unitKey of a row. */
  unitIds: Map<string, string>;
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
  const { buildingIds, added, traces } = await writeBuildings(work, companyId, rows);
  const numbers = rows.flatMap(({ unit }) => [unit, unit.toUpperCase(), unit.toLowerCase()]);
  const known = await tx.unit.findMany({
    where: { buildingId: { in: [...new Set(buildingIds.values())] }, number: { in: [...new Set(numbers)] } },
  });
  const knownByKey = new Map(
    known.map((unit) => [`${unit.buildingId}\0${unit.kind}\0${sameAs(unit.number)}`, unit]),
  );
  const unitIds = new Map<string, string>();
  const created: NewRow<"Unit">[] = [];
  let unitsChanged = 0;
  for (const [key, same] of byUnit(rows)) {
    const [row] = same;
    const buildingId = row && buildingIds.get(sameAs(row.building));
    if (!row || !buildingId) continue;
    const said = described(same);
    const unit = knownByKey.get(`${buildingId}\0${row.kind}\0${sameAs(row.unit)}`);
    if (unit) {
      unitIds.set(key, unit.id);
      const change = changeOf(unit, said);
      if (!change) continue;
      await tx.unit.update({ where: { id: unit.id }, data: change });
      traces.push(changed("Unit", unit.id, described([unit])));
      unitsChanged += 1;
    } else {
      const id = newId(now);
      unitIds.set(key, id);
      traces.push(made("Unit", id));
      created.push({ id, companyId, buildingId, number: row.unit, kind: row.kind, ...said, createdAt: now });
    }
  }
  await insertRows(work, "Unit", created);
  return { buildingsAdded: added, unitsAdded: created.length, unitsChanged, unitIds, traces };
};

const writeBuildings = async ({ tx, now }: Work, companyId: string, rows: readonly RegisterRow[]) => {
  const known = await tx.building.findMany({ where: { companyId }, select: { id: true, address: true } });
  const buildingIds = new Map(known.map(({ id, address }) => [sameAs(address), id]));
  const traces: Trace[] = [];
  let added = 0;
  for (const { building: address } of rows) {
    if (buildingIds.has(sameAs(address))) continue;
    const { timeZone, language } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const { id } = await tx.building.create({
      data: { companyId, address, timeZone, language, createdAt: now },
    });
    buildingIds.set(sameAs(address), id);
    traces.push(made("Building", id));
    added += 1;
  }
  return { buildingIds, added, traces };
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
