import { parseConfig } from "../config.ts";

/** Where the database of the environment is; 78 after saying what is wrong with DATABASE_URL. Nothing else matters here. */
export const databaseUrlOf = ({ DATABASE_URL }: NodeJS.ProcessEnv): string | 78 => {
  // A key is no concern of whoever only opens the database.
  const parsed = parseConfig({ DATABASE_URL, DOMOVOY_KEY: Buffer.alloc(32).toString("base64") });
  if (parsed.ok) return parsed.config.database.url;
  process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
  return 78;
};
