import type { Db } from "../../database/types.ts";

/** Which people of a unit get its bills: its owners. */
export const audienceKinds = async (_db: Db, _companyId: string): Promise<readonly string[]> => ["owner"];
