import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueInvite } from "../../../src/core/directory/issue-invite.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { bringRegister } from "../../../src/core/directory/register/bring-register.ts";
import {
  cancelRegister,
  confirmRegister,
  undoRegister,
} from "../../../src/core/directory/register/decide-register.ts";
import { openPreview } from "../../../src/core/directory/register/preview.ts";
import { readRegister } from "../../../src/core/directory/register/read-register.ts";
import { runRegisterImport } from "../../../src/core/directory/register/run-register-import.ts";
import { runRegisterUndo } from "../../../src/core/directory/register/run-register-undo.ts";
import { changeDates } from "../../../src/core/directory/units/change-dates.ts";
import type { FileStore } from "../../../src/core/files/file-store.ts";
import { tellWhatCame } from "../../../src/jobs/directory/tell-what-came.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, type Town } from "./support/town.ts";

const memoryStore = (): FileStore & { files: Map<string, Buffer> } => {
  const files = new Map<string, Buffer>();
  return {
    files,
    put: async (address, sealed) => void files.set(address, sealed),
    get: async (address) => {
      const sealed = files.get(address);
      if (!sealed) throw new Error("ENOENT");
      return sealed;
    },
    has: async (address) => files.has(address),
    remove: async (address) => void files.delete(address),
  };
};

const header = "Адрес;Квартира;Площадь;ФИО;Телефон;Доля\n";
const house = `${header}Мира 5;1;40,5;Орлова Ольга;8 916 111-11-11;1/2\nМира 5;1;40,5;Орлов Иван;;1/2\nМира 5;2;33;Котов Пётр;;\n`;

describe.each(databases)("a brought register on $name", (kind) => {
  let town: Town;
  let store: ReturnType<typeof memoryStore>;
  let files: Map<string, string>;
  let manager: Awaited<ReturnType<Town["staff"]>>["account"];

  beforeEach(async () => {
    town = await createTown(kind);
    store = memoryStore();
    files = new Map();
    ({ account: manager } = await town.staff("manager", "manager"));
  });
  afterEach(() => town.close());

  const read = () => town.database.read;
  const found = (id: string) => read().registerImport.findUniqueOrThrow({ where: { id } });
  const readIt = (importId: string) =>
    readRegister(
      {
        core: town.core,
        store,
        sources: [
          {
            platform: "slack",
            download: async (externalId) => {
              const text = files.get(externalId);
              return text === undefined
                ? { ok: false, code: "gone" }
                : { ok: true, bytes: Buffer.from(text) };
            },
          },
        ],
        problemsFile: (problems) => ({
          name: "problems.csv",
          mime: "text/csv",
          bytes: Buffer.from(problems.map(({ row }) => row).join()),
        }),
      },
      importId,
    );
  const bring = async (text: string | null, address: string | null = null): Promise<string> => {
    const externalId = `file-${files.size}`;
    if (text !== null) files.set(externalId, text);
    const file = {
      platform: "slack",
      externalId,
      name: "house.csv",
      source: `slack:${externalId}`,
      address,
    } as const;
    const { importId } = good(await town.as(manager, (work) => bringRegister(work, file)));
    await readIt(importId);
    return importId;
  };
  const confirm = (importId: string, validOnly = false) =>
    town.as(manager, (work) => confirmRegister(work, { importId, validOnly }));
  const importIt = async (importId: string, validOnly = false): Promise<void> => {
    good(await confirm(importId, validOnly));
    await runRegisterImport({ core: town.core, store }, importId);
  };
  const undo = async (importId: string): Promise<void> => {
    good(await town.as(manager, (work) => undoRegister(work, { importId })));
    await runRegisterUndo(town.core, importId);
  };
  /** Every row of the directory, as it stands. */
  const directory = async () => ({
    buildings: await read().building.findMany({ orderBy: { id: "asc" } }),
    units: await read().unit.findMany({ orderBy: { id: "asc" } }),
    people: await read().person.findMany({ orderBy: { id: "asc" } }),
    contacts: await read().contactPoint.findMany({ orderBy: { id: "asc" } }),
    occupancies: await read().occupancy.findMany({ orderBy: { id: "asc" } }),
  });

  it("is shown first, written when confirmed, and taken back to the last row", async () => {
    const before = await directory();
    const importId = await bring(house);
    const { previewSealed, state } = await found(importId);
    expect(state).toBe("previewed");
    expect(openPreview(town.vault, previewSealed ?? "")).toMatchObject({
      area: 7350,
      valid: 3,
      problems: 0,
      addresses: ["Мира 5"],
      counts: { buildings: 1, units: 2, people: 3 },
    });
    expect(await directory()).toEqual(before);

    await importIt(importId);
    const after = await directory();
    expect(after.units.length).toBe(before.units.length + 2);
    expect(after.people.length).toBe(before.people.length + 3);
    expect(JSON.parse((await found(importId)).written ?? "{}")).toMatchObject({
      unitsAdded: 2,
      peopleAdded: 3,
      rows: 3,
    });
    expect(store.files.size).toBe(0);

    await undo(importId);
    expect((await found(importId)).state).toBe("undone");
    expect(await directory()).toEqual(before);
    expect(await read().registerTrace.count()).toBe(0);
  });

  it("gives changed rows back what they said before", async () => {
    const before = await directory();
    const importId = await bring(
      `${header}Ленина 1;45;55,10;Иванов Пётр;8 916 123-45-67;1/4\nЛенина 1;45;55,10;Новый Сосед;;1/4\n`,
    );
    await importIt(importId);
    const unit = await read().unit.findFirstOrThrow({ where: { number: "45" } });
    expect(unit.area).toBe(5510);
    await undo(importId);
    expect(await directory()).toEqual(before);
  });

  it("does not give a changed row back over a later change", async () => {
    const first = await bring(`${header}Ленина 1;45;55,10;;;\n`);
    await importIt(first);
    town.now = new Date(town.now.getTime() + 60_000);
    await importIt(await bring(`${header}Ленина 1;45;56;;;\n`));
    await undo(first);
    expect(await found(first)).toMatchObject({ state: "imported", refusal: "later-changes" });
    expect((await read().unit.findFirstOrThrow({ where: { number: "45" } })).area).toBe(5600);
  });

  describe("with last days", () => {
    const dated = "Адрес;Квартира;ФИО;Дата с;Дата по\n";
    const heldBy = async (name: string) => {
      const all = await read().occupancy.findMany({ include: { person: true } });
      const found = all.find(({ person }) => town.vault.open(person.nameSealed) === name);
      if (!found) throw new Error(`${name} holds nothing`);
      return found;
    };
    const endings = () => read().endingOccupancy.findMany({ orderBy: { occupancyId: "asc" } });

    it("takes back the holdings that it made, past and to come, and their ends", async () => {
      const before = await directory();
      const importId = await bring(
        `${dated}Мира 5;1;Прежний Олег;01.02.2020;31.12.2021\nМира 5;1;Жилец Пётр;;31.12.2099\n`,
      );
      await importIt(importId);
      expect(await endings()).toHaveLength(1);
      await undo(importId);
      expect((await found(importId)).state).toBe("undone");
      expect(await directory()).toEqual(before);
      expect(await endings()).toEqual([]);
    });

    it("gives known people back the end that they had, told or not", async () => {
      const { id: occupancyId } = await heldBy("Сидоров Олег");
      const to = new Date("2027-03-01T00:00:00.000Z");
      const { from } = await heldBy("Сидоров Олег");
      good(await town.as(manager, (work) => changeDates(work, { occupancyId, from, to })));
      const before = [await directory(), await endings()];
      const importId = await bring(
        `${dated}Ленина 1;46;Сидоров Олег;;31.12.2099\nЛенина 1;45;Иванов Пётр;;01.11.2026\nЛенина 1;45;Иванова Анна;;31.12.2098\n`,
      );
      await importIt(importId);
      expect(JSON.parse((await found(importId)).written ?? "{}")).toMatchObject({ occupanciesChanged: 3 });
      town.now = new Date(town.now.getTime() + 60_000);
      await tellWhatCame(town.core);
      const told = town.events.filter(({ type }) => type === "person.moved-out");
      expect(told).toMatchObject([{ personId: (await heldBy("Иванов Пётр")).personId }]);

      await undo(importId);
      expect((await found(importId)).state).toBe("undone");
      expect([await directory(), await endings()]).toEqual(before);
      expect(town.events.filter(({ type }) => type === "person.returned")).toMatchObject([
        { personId: (await heldBy("Иванов Пётр")).personId },
      ]);
      await tellWhatCame(town.core);
      expect(town.events.filter(({ type }) => type === "person.moved-out")).toHaveLength(1);
    });

    it.each([
      [
        "staff end a holding that it made",
        `${dated}Мира 5;1;Жилец Пётр;;31.12.2099\n`,
        async () => {
          const { personId, unitId } = await heldBy("Жилец Пётр");
          good(await town.as(manager, (work) => moveOut(work, { personId, unitId })));
        },
      ],
      [
        "staff end a holding whose end it named",
        `${dated}Ленина 1;46;Сидоров Олег;;31.12.2099\n`,
        async () => {
          const { personId, unitId } = await heldBy("Сидоров Олег");
          good(await town.as(manager, (work) => moveOut(work, { personId, unitId })));
        },
      ],
      [
        "staff set other dates",
        `${dated}Ленина 1;46;Сидоров Олег;;31.12.2099\n`,
        async () => {
          const { id: occupancyId, from } = await heldBy("Сидоров Олег");
          const to = new Date("2030-01-01T00:00:00.000Z");
          good(await town.as(manager, (work) => changeDates(work, { occupancyId, from, to })));
        },
      ],
    ])("is not taken back once %s", async (_, text, happen) => {
      const importId = await bring(text);
      await importIt(importId);
      town.now = new Date(town.now.getTime() + 60_000);
      await happen();
      const before = [await directory(), await endings()];
      await undo(importId);
      expect(await found(importId)).toMatchObject({ state: "imported", refusal: "later-changes" });
      expect([await directory(), await endings()]).toEqual(before);
    });
  });

  it("has a drafted month reckoned again, and so has what takes it back", async () => {
    const { companyId, now: createdAt } = town;
    const tariff = {
      companyId,
      serviceId: "waste",
      method: "resident",
      price: 1n,
      from: "2026-01-01",
    } as const;
    const month = { companyId, month: "2026-10", state: "charged", startedBy: "boris" } as const;
    await town.asSystem(async ({ tx }) => {
      await tx.tariff.create({ data: { ...tariff, createdAt } });
      await tx.billingMonth.create({ data: { ...month, createdAt } });
    });
    const marked = async () => {
      const { stale } = await read().billingMonth.findFirstOrThrow();
      await town.asSystem(({ tx }) => tx.billingMonth.updateMany({ data: { stale: false } }));
      return stale;
    };
    const dated = "Адрес;Квартира;Площадь;ФИО;Дата с;Дата по\n";
    const brought = async (row: string) => {
      const importId = await bring(`${dated}Ленина 1;${row}\n`);
      await importIt(importId);
      return importId;
    };
    expect(await marked()).toBe(false);
    // At the end of October somebody lives there of whom nobody knew, or does not.
    const arrived = await brought("45;;Новый Сосед;01.10.2026;");
    expect(await marked()).toBe(true);
    await undo(arrived);
    expect(await marked()).toBe(true);
    for (const row of ["46;;Пришёл Позже;02.11.2026;", "46;;Жил Раньше;01.02.2020;30.10.2026"]) {
      await undo(await brought(row));
      expect([row, await marked()]).toEqual([row, false]);
    }
    const wider = await brought("46;61;;;");
    expect(await marked()).toBe(true);
    await undo(wider);
    expect(await marked()).toBe(true);
    await brought("101;30;;;");
    expect(await marked()).toBe(true);
  });

  it("leaves rows with problems out only when that was said, and names them in a file", async () => {
    const importId = await bring(`${house}Мира 5;;50;;;\nМира 5;3;много;;;\n`);
    expect(town.events.some(({ type }) => type === "register.problems")).toBe(true);
    const attachment = await read().attachment.findFirstOrThrow({ where: { platform: "domovoy" } });
    expect(attachment).toMatchObject({ mime: "text/csv", state: "stored", visibility: "internal" });
    const sealed = store.files.get(attachment.address ?? "");
    expect(town.vault.openBytes(sealed ?? Buffer.alloc(0)).toString()).toBe("5,6");
    expect(await confirm(importId)).toMatchObject({ ok: false, code: "has-problems" });
    await importIt(importId, true);
    expect(await read().unit.count({ where: { building: { address: "Мира 5" } } })).toBe(2);
  });

  it("takes one address for the whole file", async () => {
    const importId = await bring("Квартира;Площадь\n1;40\n2;41\n", "Садовая 3");
    await importIt(importId);
    expect(await read().unit.count({ where: { building: { address: "Садовая 3" } } })).toBe(2);
  });

  it("says what is not a register, and what is gone", async () => {
    expect(await found(await bring("\0\0\0"))).toMatchObject({ state: "unreadable", refusal: "not-a-table" });
    expect(await found(await bring(null))).toMatchObject({ state: "unreadable", refusal: "gone" });
    const noHeader = await bring("привет;мир\n1;2\n");
    expect(await confirm(noHeader, true)).toMatchObject({ ok: false, code: "has-problems" });
  });

  it("goes on where it was interrupted, and writes nothing twice", async () => {
    const rows = Array.from(
      { length: 600 },
      (_, index) => `Длинная 7;${index + 1};30;Житель ${index + 1};;\n`,
    ).join("");
    const importId = await bring(header + rows);
    good(await confirm(importId));
    const abort = new AbortController();
    const core = {
      ...town.core,
      subscribers: [async () => void abort.abort()],
    };
    await expect(runRegisterImport({ core, store }, importId, abort.signal)).rejects.toThrow();
    expect(await found(importId)).toMatchObject({ state: "importing", rowsDone: 250 });
    await runRegisterImport({ core: town.core, store }, importId);
    await runRegisterImport({ core: town.core, store }, importId);
    expect(await found(importId)).toMatchObject({ state: "imported", rowsDone: 600 });
    expect(JSON.parse((await found(importId)).written ?? "{}")).toMatchObject({
      unitsAdded: 600,
      peopleAdded: 600,
    });
    expect(await read().unit.count({ where: { building: { address: "Длинная 7" } } })).toBe(600);
    await undo(importId);
    expect(await read().building.count({ where: { address: "Длинная 7" } })).toBe(0);
  });

  it.each([
    [
      "invites",
      async () => {
        const { id: unitId } = await read().unit.findFirstOrThrow({
          where: { building: { address: "Мира 5" } },
        });
        const invitee = { to: "unit", unitId, kind: "tenant" } as const;
        good(await town.asSystem((work) => issueInvite(work, { companyId: town.companyId, invitee })));
      },
    ],
    [
      "people-joined",
      async () => {
        const { personId } = await read().occupancy.findFirstOrThrow({
          where: { unit: { building: { address: "Мира 5" } } },
        });
        await town.asSystem(({ tx }) =>
          tx.identity.create({
            data: { companyId: town.companyId, personId, platform: "telegram", externalId: "5", chatId: "5" },
          }),
        );
      },
    ],
    [
      "bills",
      async () => {
        const { id: unitId, buildingId } = await read().unit.findFirstOrThrow({
          where: { building: { address: "Мира 5" } },
        });
        const { companyId, now: createdAt } = town;
        const account = { companyId, buildingId, unitId, number: "100001", opened: "2026-11-01", createdAt };
        await town.asSystem(({ tx }) => tx.billingAccount.create({ data: account }));
      },
    ],
    ["later-changes", async () => importIt(await bring(house.replaceAll("40,5", "41,5")))],
    ["later-changes", async () => importIt(await bring(`${header}Мира 5;9;20;;;\n`))],
  ])("is not taken back once something depends on it: %s", async (because, happen) => {
    const importId = await bring(house);
    await importIt(importId);
    town.now = new Date(town.now.getTime() + 60_000);
    await happen();
    const before = await directory();
    await undo(importId);
    expect(await found(importId)).toMatchObject({ state: "imported", refusal: because });
    expect(await directory()).toEqual(before);
  });

  it("is cancelled without a trace, decided once, and by those who may", async () => {
    const importId = await bring(house);
    const { account: dispatcher } = await town.staff("dispatcher", "dispatcher");
    expect(await town.as(dispatcher, (work) => cancelRegister(work, { importId }))).toMatchObject({
      code: "forbidden",
    });
    good(await town.as(manager, (work) => cancelRegister(work, { importId })));
    expect(await confirm(importId)).toMatchObject({ ok: false, code: "wrong-state" });
    await runRegisterImport({ core: town.core, store }, importId);
    expect(store.files.size).toBe(0);
    expect(await read().building.count({ where: { address: "Мира 5" } })).toBe(0);
    const acts = await read().auditEntry.findMany({ where: { subjectId: importId }, orderBy: { id: "asc" } });
    expect(acts.map(({ act, outcome }) => `${act} ${outcome}`)).toEqual([
      "register.bring done",
      "register.read done",
      "register.cancel forbidden",
      "register.cancel done",
      "register.confirm wrong-state",
    ]);
  });
});
