import { workbook } from "../../src/adapters/documents/workbook.ts";
import type { Account, Actor } from "../../src/core/access/actor.ts";
import { createCompany } from "../../src/core/directory/create-company.ts";
import { addPerson } from "../../src/core/directory/people/add-person.ts";
import { giveRole } from "../../src/core/directory/role.ts";
import type { FileStore } from "../../src/core/files/file-store.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";

const surnames = ["Иванов", "Смирнов", "Кузнецов", "Попов", "Соколов", "Лебедев", "Козлов", "Новиков"];
const names = ["Анна", "Пётр", "Ольга", "Игорь", "Вера", "Лев", "Юлия", "Олег", "Нина", "Глеб", "Ада"];

/** People's names, different enough to be told apart. */
export const nameOf = (number: number): string =>
  `${surnames[number % surnames.length]} ${names[number % names.length]} ${number}-й`;

/** A register with two owners in every other unit, as a spreadsheet; 200 units a building. */
export const registerFile = (rows: number, from: number): Promise<Buffer> =>
  workbook([
    {
      name: "Реестр",
      title: "Реестр собственников",
      columns: [
        "Адрес дома",
        "№ помещения",
        "Подъезд",
        "Этаж",
        "Площадь",
        "Лицевой счёт",
        "Собственник",
        "Телефон",
        "Доля",
      ].map((head) => ({ head })),
      rows: Array.from({ length: rows }, (_, index) => {
        const number = from + index;
        const unit = Math.trunc((number * 2) / 3);
        const shared = number % 3 < 2;
        const flat = (unit % 200) + 1;
        return [
          `ул. Длинная, ${Math.trunc(unit / 200) + 1}`,
          String(flat),
          String(Math.trunc(flat / 50) + 1),
          String((flat % 9) + 1),
          "52,40",
          String(100_000 + unit),
          nameOf(number),
          `8 9${String(160_000_000 + number)}, +7 495 ${String(1_000_000 + number)}`,
          shared ? "1/2" : "1",
        ];
      }),
    },
  ]);

export const memoryStore = (): FileStore => {
  const files = new Map<string, Buffer>();
  return {
    put: async (address, sealed) => void files.set(address, sealed),
    get: async (address) => files.get(address) ?? Buffer.alloc(0),
    has: async (address) => files.has(address),
    remove: async (address) => void files.delete(address),
  };
};

export interface Office {
  companyId: string;
  manager: Extract<Actor, { kind: "person" }>;
  as<T>(fn: (work: Work) => Promise<T>): Promise<T>;
}

/** A company without houses, and its manager. */
export const openOffice = async (core: Core): Promise<Office> => {
  const system = { actor: { kind: "system", name: "bench", companyId: null }, channel: "cli" } as const;
  const account: Account = { platform: "slack", externalId: "U1", chatId: "D1" };
  return runWork(core, system, async (work) => {
    const company = await createCompany(work, { name: "Уют", timeZone: "Europe/Moscow", language: "ru" });
    if (!company.ok) throw new Error(company.code);
    const { companyId } = company.value;
    const personId = await addPerson(work, companyId, "Вера");
    await giveRole(work, { companyId, personId, kind: "manager", buildingId: null });
    const roles = [{ kind: "manager", buildingId: null }] as const;
    const manager = {
      kind: "person",
      companyId,
      personId,
      language: "ru",
      account,
      roles,
      occupancies: [],
    } as const;
    return {
      companyId,
      manager,
      as: (fn) => runWork(core, { actor: manager, channel: "slack" }, fn),
    };
  });
};
