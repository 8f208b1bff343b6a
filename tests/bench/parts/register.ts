import type { BenchPart } from "../part.ts";
import { measureRegister } from "../register.ts";

/** Imports of 10,000 rows, and answers in a full company. */
export const registerPart: BenchPart = {
  name: "register",
  run: async (databases, quick) => {
    const plan = quick ? { rows: 10_000, files: 1, asked: 100 } : { rows: 10_000, files: 6, asked: 500 };
    for (const { name, create } of databases.makers) {
      const { answers, ...result } = await measureRegister(await create(), plan);
      console.log(`${name}: a register of ${plan.rows} rows (XLSX, two phones a row)`);
      console.table(
        Object.fromEntries(Object.entries(result).map(([what, value]) => [what, Math.round(Number(value))])),
      );
      console.log(`${name}: answers with ${result.units} units, ms`);
      console.table(
        Object.fromEntries(
          Object.entries(answers).map(([what, { p50, p99 }]) => [
            what,
            { p50: p50.toFixed(1), p99: p99.toFixed(1) },
          ]),
        ),
      );
    }
  },
};
