import { createMigration, firstMigration, squashMigrations } from "../database/create-migration.ts";

const usage = `Writes the SQL of prisma/models for both databases, for developers:
  migration --squash            the one migration ${firstMigration} anew (until the first release)
  migration <name>              a further migration; DATABASE_URL must name a PostgreSQL where databases may be created
`;

/** `cli migration`: writes migrations from the models. Gives the exit code. */
export const migration = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const [name] = args;
  const url = env.DATABASE_URL ?? "";
  if (name === undefined || (name !== "--squash" && !/^postgres(ql)?:/.test(url))) {
    process.stderr.write(usage);
    return 64;
  }
  const written =
    name === "--squash"
      ? await squashMigrations()
      : await createMigration(name, { postgresqlUrl: url, now: new Date() });
  process.stdout.write(
    written.length === 0 ? "The migrations are as the models.\n" : `${written.join("\n")}\n`,
  );
  return 0;
};
