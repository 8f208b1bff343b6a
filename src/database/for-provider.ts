import type { Provider } from "./db.ts";

/** A part of a statement with its values; its parameters are written as question marks. */
export interface Sql {
  text: string;
  values: readonly unknown[];
}

/** The same text with the parameters as the database wants them. */
export const forProvider = (provider: Provider, { text, values }: Sql): [string, ...unknown[]] => {
  if (provider === "sqlite") return [text, ...values];
  let at = 0;
  return [text.replace(/\?/g, () => `$${++at}`), ...values];
};
