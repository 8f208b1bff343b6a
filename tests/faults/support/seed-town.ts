import { systemClock } from "../../../src/core/clock.ts";
import type { Vault } from "../../../src/core/crypto/vault.ts";
import { issueInvite } from "../../../src/core/directory/issue-invite.ts";
import { importRegister } from "../../../src/core/directory/register/import-register.ts";
import { planImport } from "../../../src/core/directory/register/plan-import.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import type { Core } from "../../../src/core/work/core.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import type { Work } from "../../../src/core/work/work.ts";
import type { Database } from "../../../src/database/db.ts";
import { address, seedCompany } from "../../../src/demonstration/seed-company.ts";

export interface Seeded {
  companyId: string;
  /** One-time codes, one a resident. */
  residentCodes: string[];
  managerCodes: string[];
}

const header = ["Building", "Unit", "Entrance", "Floor", "Area", "Name", "Phone", "Relation", "Share"];

/** The demonstration's company with as many residents and managers as are asked for, all still to join. */
export const seedTown = async (
  database: Database,
  vault: Vault,
  { residents, managers }: { residents: number; managers: number },
): Promise<Seeded> => {
  const core: Core = {
    database,
    clock: systemClock,
    vault,
    subscribers: [],
    enqueueJobs: async () => undefined,
    committed: () => undefined,
  };
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "seed", companyId: null }, channel: "cli" }, fn);
  const company = await seedCompany(core);
  const units = Array.from({ length: residents }, (_, index) => String(101 + index));
  const register = units.map((unit, index) => [
    address,
    unit,
    "1",
    "1",
    "40.00",
    `Жилец Номер${index}`,
    `+7 926 555-10-${String(index).padStart(2, "0")}`,
    "owner",
    "1/1",
  ]);
  must(
    await importRegister(run, {
      companyId: company.id,
      plan: planImport([header, ...register]),
      validOnly: false,
    }),
  );
  const residentCodes: string[] = [];
  for (const unit of units) residentCodes.push(await company.inviteTo(unit));
  const managerCodes: string[] = [];
  for (let index = 0; index < managers; index += 1) {
    const invitee = { to: "staff", role: "manager" } as const;
    managerCodes.push(must(await run((work) => issueInvite(work, { companyId: company.id, invitee }))).code);
  }
  return { companyId: company.id, residentCodes, managerCodes };
};

const must = <Value>(outcome: Outcome<Value, string>): Value => {
  if (!outcome.ok) throw new Error(`the town could not be seeded: ${outcome.code}`);
  return outcome.value;
};
