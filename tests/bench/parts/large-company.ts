import { stockSize } from "../housing-stock.ts";
import { measureLargeCompany } from "../large-company.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";
import { shown } from "../spread.ts";

/** Lists, searches and cards in a large company, and what its size costs an update. */
export const largeCompanyPart: BenchPart = {
  name: "large-company",
  run: async (databases, quick) => {
    const { buildings, units, requests } = stockSize;
    console.log(`\nA company of ${buildings} houses, ${units} flats and ${requests} requests, ms`);
    const plan = {
      rounds: quick ? 2 : 7,
      storiesARound: quick ? 20 : 40,
      abreast: 10,
      asked: quick ? 60 : 300,
    };
    for (const { name, create } of databases.makers) {
      const { answers, costOfUpdate } = await measureLargeCompany(create, plan);
      console.table(
        Object.fromEntries(
          Object.entries(answers).map(([what, { p50, p99 }]) => [
            `${name}: ${what}`,
            { p50: milliseconds(p50), p99: milliseconds(p99) },
          ]),
        ),
      );
      console.log(`${name}: an update costs ${shown(costOfUpdate, 2)} times that in an empty company`);
    }
  },
};
