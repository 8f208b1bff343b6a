import type { Db } from "../../database/types.ts";
import { audienceOf } from "../directory/who-gets.ts";

/** Which people of a unit get its bills, by the company's own rule. */
export const audienceKinds = (db: Db, companyId: string): Promise<readonly string[]> =>
  audienceOf(db, companyId, "bill");
