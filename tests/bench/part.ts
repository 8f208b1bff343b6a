import type { BenchDatabases } from "./databases.ts";

/** A part of the bench: measures something, prints it, and says what was wanted. */
export interface BenchPart {
  /** For `--only=`. */
  name: string;
  run(databases: BenchDatabases, quick: boolean): Promise<void>;
}

/** With one decimal where that says something. */
export const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** What the command line says behind `--name=`. */
export const option = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
