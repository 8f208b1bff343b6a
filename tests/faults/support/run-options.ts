import { randomInt } from "node:crypto";

/** Deaths in a run, over both databases; more by DOMOVOY_KILLS=500. */
export const kills = Number(process.env.DOMOVOY_KILLS ?? 56);

/** Repeats the choices of a run, though not the machine's timing. */
export const seed = Number(process.env.DOMOVOY_SEED ?? randomInt(2 ** 31));

/** What a run found goes beside vitest's own report. */
export const tell = (words: string): void => void process.stderr.write(`${words}\n`);
