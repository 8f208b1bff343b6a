export interface UniqueViolation {
  /** The columns of the constraint that was broken. */
  fields: string[];
}

interface Violation {
  kind?: unknown;
  constraint?: { fields?: string[]; index?: string };
  table?: string;
}

const violationIn = (error: unknown): Violation | undefined => {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, meta, cause } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: Violation } };
    cause?: Violation;
  };
  const found = meta?.driverAdapterError?.cause ?? cause;
  if (found?.kind === "UniqueConstraintViolation") return found;
  if (code === "23505") return postgresqlViolation(error as PostgresqlError);
  return code === "P2002" ? {} : undefined;
};

/** Tells whether a statement failed on a unique index, and on which columns, alike on both databases. */
export const isUniqueViolation = (error: unknown): UniqueViolation | undefined => {
  const violation = violationIn(error);
  if (violation === undefined) return undefined;
  const { fields, index } = violation.constraint ?? {};
  if (fields !== undefined) return { fields: fields.map((field) => field.replaceAll('"', "")) };
  return { fields: index === undefined ? [] : columnsOf(index, violation.table) };
};

/** Of a raw statement. */
interface PostgresqlError {
  /** `Key (a, "b")=(1, 2) already exists.` in English, in other words elsewhere. */
  detail?: string;
  constraint?: string;
  table?: string;
}

const postgresqlViolation = ({ detail, constraint, table }: PostgresqlError): Violation => {
  const fields = /\(([^)]+)\)=/.exec(detail ?? "")?.[1]?.split(", ");
  return {
    ...(table === undefined ? {} : { table }),
    constraint: {
      ...(fields === undefined ? {} : { fields }),
      ...(constraint === undefined ? {} : { index: constraint }),
    },
  };
};

const columnsOf = (index: string, table: string | undefined): string[] => {
  if (index.endsWith("_pkey")) return ["id"];
  const named = index.endsWith("_key") ? index.slice(0, -"_key".length) : index;
  const columns =
    table !== undefined && named.startsWith(`${table}_`) ? named.slice(table.length + 1) : named;
  return columns.split("_");
};
