import pg from "pg";

/** What autovacuum does on PostgreSQL by itself within a minute after so many rows came; the server of the bench has it off. */
export const vacuum = async (url: string): Promise<void> => {
  if (!url.startsWith("postgres")) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("VACUUM ANALYZE");
  await client.end();
};
