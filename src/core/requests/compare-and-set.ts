import { providerOf } from "../../database/as-db.ts";
import type { RequestModel, Tx } from "../../database/types.ts";

type Columns = Partial<Omit<RequestModel, "id" | "companyId" | "number" | "version">>;

/** PostgreSQL takes no text for these without a word. */
const enums: Readonly<Record<string, string>> = { state: "RequestState", priority: "Priority" };

/**
 * Writes a request's columns if nobody changed it since it was read; the row as it is then, or null. In raw SQL, since
 * every act passes here; the columns are names of the code, never of people.
 */
export const compareAndSet = async (
  tx: Tx,
  request: RequestModel,
  columns: Columns,
): Promise<RequestModel | null> => {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  const version = request.version + 1;
  const written = [...given, ["version", version] as const];
  const at = providerOf(tx) === "sqlite" ? sqlite : postgresql;
  const set = written.map(([name], index) => `"${name}" = ${at(index + 1, name)}`).join(", ");
  const key = `"id" = ${at(written.length + 1)} AND "version" = ${at(written.length + 2)}`;
  const count = await tx.$executeRawUnsafe(
    `UPDATE "Request" SET ${set} WHERE ${key}`,
    ...written.map(([, value]) => value),
    request.id,
    request.version,
  );
  return count === 0 ? null : { ...request, ...Object.fromEntries(given), version };
};

const sqlite = (): string => "?";

const postgresql = (position: number, name = ""): string => {
  const type = enums[name];
  return type === undefined ? `$${position}` : `CAST($${position} AS "${type}")`;
};
