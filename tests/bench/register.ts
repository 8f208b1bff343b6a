import { findPeople } from "../../src/core/directory/people/find-people.ts";
import { bringRegister } from "../../src/core/directory/register/bring-register.ts";
import { confirmRegister, undoRegister } from "../../src/core/directory/register/decide-register.ts";
import { readRegister } from "../../src/core/directory/register/read-register.ts";
import { runRegisterImport, writtenOf } from "../../src/core/directory/register/run-register-import.ts";
import { runRegisterUndo } from "../../src/core/directory/register/run-register-undo.ts";
import { listShareFaults } from "../../src/core/directory/units/list-share-faults.ts";
import { unitPage } from "../../src/core/directory/units/unit-page.ts";
import type { Core } from "../../src/core/work/core.ts";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { memoryStore, nameOf, openOffice, registerFile } from "./register-town.ts";
import { benchVault, silentCore } from "./settlement.ts";
import { quantile } from "./spread.ts";

export interface RegisterResult {
  /** The file is read, understood and shown. */
  previewMs: number;
  importMs: number;
  /** What the import costs this process, whatever else the machine does. */
  importCpuMs: number;
  /** The longest that other work had to wait for the event loop. */
  longestHoldMs: number;
  progressMessages: number;
  repeatMs: number;
  /** Rows that the repeated import changed. */
  repeatChanged: number;
  undoMs: number;
  /** Units there when the answers were measured. */
  units: number;
  answers: Record<
    "unit card" | "person by name" | "person by phone" | "share list",
    { p50: number; p99: number }
  >;
}

/** Imports a register of so many rows by the real jobs, again, takes one back, and asks for cards in a full company. */
export const measureRegister = async (
  url: string,
  { rows, files, asked }: { rows: number; files: number; asked: number },
): Promise<RegisterResult> => {
  const database = await openDatabase(url);
  let announced = 0;
  const core: Core = {
    ...silentCore(database, benchVault()),
    subscribers: [
      async (_work, event) => {
        if (event.type === "register.changed") announced += 1;
      },
    ],
  };
  const store = memoryStore();
  const brought = new Map<string, Buffer>();
  const sources = [
    {
      platform: "slack" as const,
      download: async (id: string) => ({ ok: true as const, bytes: brought.get(id) ?? Buffer.alloc(0) }),
    },
  ];
  const problemsFile = () => ({ name: "", mime: "text/csv", bytes: Buffer.alloc(0) });
  const office = await openOffice(core);
  const bring = async (bytes: Buffer): Promise<string> => {
    const externalId = `F${brought.size}`;
    brought.set(externalId, bytes);
    const file = {
      platform: "slack",
      externalId,
      name: "р.xlsx",
      source: externalId,
      address: null,
    } as const;
    const outcome = await office.as((work) => bringRegister(work, file));
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value.importId;
  };
  const preview = (id: string) => readRegister({ core, store, sources, problemsFile }, id);
  const write = async (importId: string): Promise<void> => {
    const outcome = await office.as((work) => confirmRegister(work, { importId, validOnly: false }));
    if (!outcome.ok) throw new Error(outcome.code);
    await runRegisterImport({ core, store }, importId);
  };
  const file = await registerFile(rows, 0);
  const first = await bring(file);
  const previewMs = await timeOf(() => preview(first));
  announced = 0;
  const hold = watchLoop();
  const cpu = process.cpuUsage();
  const importMs = await timeOf(() => write(first));
  const { user, system } = process.cpuUsage(cpu);
  const longestHoldMs = hold.stop();
  const progressMessages = announced;
  const again = await bring(file);
  await preview(again);
  const repeatMs = await timeOf(() => write(again));
  const repeated = await database.read.registerImport.findUniqueOrThrow({ where: { id: again } });
  const { rows: _rows, sharesOver: _over, ...changes } = writtenOf(repeated.written);
  for (let number = 1; number < files; number += 1) {
    const next = await bring(await registerFile(rows, number * rows));
    await preview(next);
    await write(next);
  }
  const answers = await askAround(core, database, office, rows * files, asked);
  const units = await database.read.unit.count();
  const last = await bring(await registerFile(rows, files * rows));
  await preview(last);
  await write(last);
  await office.as((work) => undoRegister(work, { importId: last }));
  const undoMs = await timeOf(() => runRegisterUndo(core, last));
  await database.close();
  return {
    previewMs,
    importMs,
    importCpuMs: (user + system) / 1000,
    longestHoldMs,
    progressMessages,
    repeatMs,
    repeatChanged: Object.values(changes).reduce((sum, count) => sum + count, 0),
    undoMs,
    units,
    answers,
  };
};

const askAround = async (
  { vault }: Core,
  { read }: Database,
  { companyId, manager }: Awaited<ReturnType<typeof openOffice>>,
  people: number,
  asked: number,
): Promise<RegisterResult["answers"]> => {
  const now = new Date();
  const units = await read.unit.findMany({ take: asked, select: { id: true }, orderBy: { id: "desc" } });
  const someone = (index: number): number => (index * 7919) % people;
  const find = (query: string) => findPeople(read, vault, manager, { companyId, query, now, most: 9 });
  const each = async (ask: (index: number) => Promise<unknown>) => {
    const times: number[] = [];
    for (let index = 0; index < asked; index += 1) times.push(await timeOf(() => ask(index)));
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  };
  return {
    "unit card": await each((index) => unitPage(read, vault, units[index]?.id ?? "", now)),
    "person by name": await each((index) => find(nameOf(someone(index)))),
    "person by phone": await each((index) => find(`89${160_000_000 + someone(index)}`)),
    "share list": await each(() => listShareFaults(read, manager, { companyId, most: 15 })),
  };
};

const timeOf = async (fn: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await fn();
  return performance.now() - began;
};

const watchLoop = (): { stop(): number } => {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 10);
    last = now;
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
};
