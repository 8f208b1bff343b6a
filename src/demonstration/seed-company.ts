import { addBuilding } from "../core/directory/add-building.ts";
import { createCompany } from "../core/directory/create-company.ts";
import { issueInvite } from "../core/directory/issue-invite.ts";
import { importRegister } from "../core/directory/register/import-register.ts";
import { planImport } from "../core/directory/register/plan-import.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Core } from "../core/work/core.ts";
import { runWork } from "../core/work/run-work.ts";
import type { Work } from "../core/work/work.ts";

/** A small company that a demonstration or a test begins with. */
export interface Company {
  id: string;
  buildingId: string;
  /** `/domovoy join <code>` makes the first administrator. */
  administratorCode: string;
  /** A new one-time code for whoever holds the unit. */
  inviteTo(unit: string): Promise<string>;
}

export const address = "ул. Ленина, 1";

const header = ["Building", "Unit", "Entrance", "Floor", "Area", "Name", "Phone", "Relation", "Share"];

/** Anna and John live in one house and read different languages. */
const register = [
  header,
  [address, "45", "2", "4", "52.40", "Анна Смирнова", "+7 916 123-45-67", "owner", "1/1"],
  [address, "46", "2", "4", "38.10", "John Miller", "+7 916 765-43-21", "tenant", ""],
  [address, "47", "2", "5", "61.00", "Пётр Иванов", "+7 916 000-00-47", "owner", "1/2"],
];

/** Creates the company, its house and the people of the register; again, it finds them. */
export const seedCompany = async (core: Core): Promise<Company> => {
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "seed", companyId: null }, channel: "cli" }, fn);
  const { companyId: id } = must(
    await run((work) =>
      createCompany(work, { name: "Дом на Ленина", timeZone: "Europe/Moscow", language: "ru" }),
    ),
  );
  const { buildingId } = must(
    await run((work) => addBuilding(work, { companyId: id, address, language: "ru" })),
  );
  must(await importRegister(run, { companyId: id, plan: planImport(register), validOnly: false }));
  const { code: administratorCode } = must(
    await run((work) =>
      issueInvite(work, { companyId: id, invitee: { to: "staff", role: "administrator" } }),
    ),
  );
  return {
    id,
    buildingId,
    administratorCode,
    inviteTo: async (number) => {
      const unit = await core.database.read.unit.findFirstOrThrow({
        where: { buildingId, number },
        include: { occupancies: true },
      });
      const [held] = unit.occupancies;
      if (!held) throw new Error(`nobody holds unit ${number}`);
      const invitee = { to: "person", personId: held.personId } as const;
      return must(await run((work) => issueInvite(work, { companyId: id, invitee }))).code;
    },
  };
};

const must = <Value>(outcome: Outcome<Value, string>): Value => {
  if (!outcome.ok) throw new Error(`the demonstration company could not be made: ${outcome.code}`);
  return outcome.value;
};
