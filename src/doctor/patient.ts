import type { Config } from "../config.ts";
import type { Database } from "../database/db.ts";

/** What the checks look at. */
export interface Patient {
  config: Config;
  /** Null where it can't be opened, or its schema is not this version's. */
  database: Database | null;
  /** This machine's clock. */
  now(): Date;
  /** Bytes that are left where the folder is. */
  freeBytes(folder: string): Promise<number>;
  nodeVersion: string;
  backupsFolder: string;
  /** How long another poller is listened for. */
  listenSeconds: number;
}
