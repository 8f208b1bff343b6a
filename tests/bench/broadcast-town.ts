import { addBuilding } from "../../src/core/directory/add-building.ts";
import { insertRows } from "../../src/core/directory/register/insert-rows.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { tableInsert } from "../../src/database/table-insert.ts";
import type { Platforms } from "./crowd-load.ts";
import { benchVault, settle, silentCore } from "./settlement.ts";
import { vacuum } from "./vacuum.ts";

export interface TownPlan {
  url: string;
  platforms: Platforms;
  recipients: number;
}

export interface Places {
  companyId: string;
  /** Where the tappers live. */
  small: string;
  large: string;
}

const identities = tableInsert("Identity", {
  id: "text",
  companyId: "text",
  personId: "text",
  platform: "text",
  externalId: "text",
  chatId: "text",
  language: "text",
  createdAt: "timestamp(3)",
});

const rowsAtATime = 2_000;

/** The tappers' house, and a large one of as many readers; only the first of them are in Telegram. */
const populate = async ({
  url,
  platforms: { residents, audience },
  recipients,
}: TownPlan): Promise<Places> => {
  const database = await openDatabase(url);
  const core = silentCore(database, benchVault());
  await settle(core, residents);
  const small = await database.read.building.findFirstOrThrow();
  const { companyId } = small;
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "bench", companyId }, channel: "cli" }, fn);
  const added = await run((work) => addBuilding(work, { companyId, address: "ул. Мира, 2", language: "ru" }));
  if (!added.ok) throw new Error(added.code);
  const large = added.value.buildingId;
  const nobody = Array.from(
    { length: Math.max(0, recipients - audience.length) },
    (_, index) => 9_000_000 + index,
  );
  const accounts = [...audience.slice(0, recipients), ...nobody];
  for (let start = 0; start < accounts.length; start += rowsAtATime)
    await run((work) => moveIn(work, companyId, large, accounts.slice(start, start + rowsAtATime)));
  await database.close();
  await vacuum(url);
  return { companyId, small: small.id, large };
};

const moveIn = async (
  work: Work,
  companyId: string,
  buildingId: string,
  accounts: readonly number[],
): Promise<void> => {
  const createdAt = work.now;
  const of = (kind: string, account: number) => `reader-${kind}-${account}`;
  const nameSealed = work.vault.seal("Анна");
  await insertRows(
    work,
    "Person",
    accounts.map((account) => ({ id: of("person", account), companyId, nameSealed, createdAt })),
  );
  await identities.insert(
    work.tx,
    accounts.map((account) => ({
      id: of("identity", account),
      companyId,
      personId: of("person", account),
      platform: "telegram",
      externalId: String(account),
      chatId: String(account),
      language: "ru",
      createdAt,
    })),
  );
  const unit = {
    companyId,
    buildingId,
    kind: "apartment",
    account: null,
    riser: null,
    entrance: null,
    floor: null,
    area: null,
    createdAt,
  };
  await insertRows(
    work,
    "Unit",
    accounts.map((account) => ({ ...unit, id: of("unit", account), number: String(account) })),
  );
  const held = {
    companyId,
    kind: "owner",
    shareNumerator: null,
    shareDenominator: null,
    to: null,
    from: createdAt,
  };
  await insertRows(
    work,
    "Occupancy",
    accounts.map((account) => ({
      ...held,
      id: of("occupancy", account),
      personId: of("person", account),
      unitId: of("unit", account),
    })),
  );
};

process.once("message", async (plan: TownPlan) => {
  const places = await populate(plan);
  process.send?.(places, () => process.disconnect());
});
