import type { Database } from "../database/db.ts";

export interface LeaseClaim {
  database: Database;
  name: string;
  holder: string;
}

/** Takes the lease when it is free, ended or ours already; resolves to whether it is ours until `until`. */
export const acquireLease = async (claim: LeaseClaim, now: Date, until: Date): Promise<boolean> => {
  const changed = await claim.database.transaction(
    (tx) => tx.$executeRaw`
      INSERT INTO "Lease" ("name", "holder", "until") VALUES (${claim.name}, ${claim.holder}, ${until})
      ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"
      WHERE "Lease"."until" <= ${now} OR "Lease"."holder" = ${claim.holder}`,
  );
  return changed > 0;
};

/** Prolongs a lease that is still ours; false when somebody else has it. */
export const renewLease = async (claim: LeaseClaim, until: Date): Promise<boolean> => {
  const { count } = await claim.database.transaction((tx) =>
    tx.lease.updateMany({ where: { name: claim.name, holder: claim.holder }, data: { until } }),
  );
  return count > 0;
};

/** Gives the lease up, if it is ours. */
export const releaseLease = async (claim: LeaseClaim): Promise<void> => {
  await claim.database.transaction((tx) =>
    tx.lease.deleteMany({ where: { name: claim.name, holder: claim.holder } }),
  );
};
