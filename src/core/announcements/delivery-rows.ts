import { tableInsert } from "../../database/table-insert.ts";

/** Tries to reach somebody, many in one statement. */
export const deliveryRows = tableInsert("Delivery", {
  id: "text",
  companyId: "text",
  announcementId: "text",
  target: "text",
  personId: "text",
  way: "text",
  platform: "text",
  chatId: "text",
  threadId: "text",
  language: "text",
  outboxKey: "text",
  textVersion: "integer",
  queuedAt: "timestamp(3)",
});

/** Columns of a JSON list as a table, named "s", on either database; its one parameter is the list. */
export const listed = (
  provider: "sqlite" | "postgresql",
  columns: Readonly<Record<string, string>>,
): string =>
  provider === "sqlite"
    ? `(SELECT ${Object.keys(columns)
        .map((name) => `"value" ->> '${name}' AS "${name}"`)
        .join(", ")} FROM json_each(?)) AS s`
    : `jsonb_to_recordset(CAST(? AS jsonb)) AS s(${Object.entries(columns)
        .map(([name, type]) => `"${name}" ${type}`)
        .join(", ")})`;

/** As Prisma writes moments on SQLite, where they are compared as texts; PostgreSQL reads them too. */
export const stamp = (date: Date): string => date.toISOString().replace("Z", "+00:00");

/** Later than any moment: nothing is due any more. */
export const never = new Date("9999-01-01T00:00:00Z");
