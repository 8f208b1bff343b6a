import { dayOfMonth, type Month } from "../../../core/billing/calendar.ts";
import { giveReading } from "../../../core/meters/give-reading.ts";
import { registersOf, standingMeters } from "../../../core/meters/meter.ts";
import { done, type Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { houses } from "../buildings.ts";
import { as, type Deed, type MonthWorld } from "../month-world.ts";
import { must } from "../must.ts";
import { residents } from "../people.ts";
import { timeOn } from "./billed-months.ts";
import { unitOf } from "./find-home.ts";
import { homes, houseMeters, type PastMeter } from "./homes.ts";

const reminderDay = 20;
const houseDay = 25;

/** No month uses just as much as another: percent. */
const seasons = [100n, 108n, 94n, 103n];

/** The readings of billed months, and of an open one those of who is prompt; the others are reminded. */
export const readingDeeds = (billed: readonly Month[], open: readonly Month[]): Deed[] => [
  ...[...billed, ...open].flatMap((month, at) =>
    residents.flatMap(({ key }): Deed[] => {
      const { sends, meters, prompt } = homes[key];
      if (!sends || (at >= billed.length && !prompt)) return [];
      const play = async (world: MonthWorld): Promise<void> => {
        await as(world, key, async (work) => {
          const { id: unitId } = await unitOf(work.tx, key);
          return give(work, { unitId }, meters, { at, source: "resident" });
        });
      };
      return [{ at: timeOn(dayOfMonth(month, sends.day), sends.at), play }];
    }),
  ),
  ...[...billed, ...open].map(
    (month, at) =>
      ({
        at: timeOn(dayOfMonth(month, houseDay), "16:00"),
        play: async (world) => {
          await as(world, "nina", (work) => readHouses(work, at));
        },
      }) satisfies Deed,
  ),
  ...open.map(
    (month): Deed => ({
      at: timeOn(dayOfMonth(month, reminderDay), "11:05"),
      play: ({ runSchedules }) => runSchedules("remind-meters"),
    }),
  ),
];

const readHouses = async (work: Work, at: number): Promise<Outcome<null, never>> => {
  for (const house of [0, 1] as const) {
    const { address } = houses[house];
    const { id: buildingId } = await work.tx.building.findFirstOrThrow({ where: { address } });
    await give(work, { buildingId, unitId: null }, [houseMeters[house]], { at, source: "staff" });
  }
  return done(null);
};

/** What the registers stand at in the month of that place after the books were opened. */
const give = async (
  work: Work,
  place: { unitId: string } | { buildingId: string; unitId: null },
  past: readonly PastMeter[],
  { at, source }: { at: number; source: "resident" | "staff" },
): Promise<Outcome<null, never>> => {
  const percent = Array.from({ length: at + 1 }, (_, month) => seasons[month % seasons.length] ?? 100n);
  const months = percent.reduce((sum, each) => sum + each, 0n);
  for (const meter of await standingMeters(work.tx, place)) {
    const known = past.find(({ serial }) => serial === meter.serial);
    if (!known) continue;
    for (const [register, { meterId, zone }] of registersOf(meter).entries()) {
      const value = (known.initial[register] ?? 0n) + ((known.monthly[register] ?? 0n) * months) / 100n;
      // A house uses more than the homes that the question whether it is mistyped is meant for.
      must(
        await giveReading(work, { meterId, zone, value, source, confirmed: source === "staff" }),
        meter.serial,
      );
    }
  }
  return done(null);
};
