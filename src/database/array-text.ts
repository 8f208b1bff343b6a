/** An array as PostgreSQL reads it; the driver would take each element in hand three times. */
export const arrayText = (values: readonly (string | number | null)[]): string =>
  `{${values.map(elementText).join(",")}}`;

const elementText = (value: string | number | null): string | number => {
  if (typeof value === "number") return value;
  if (value === null) return "NULL";
  return special.test(value) ? `"${value.replaceAll(/["\\]/g, "\\$&")}"` : `"${value}"`;
};

const special = /["\\]/;
