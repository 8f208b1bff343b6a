/** YAML of plain objects, lists and scalars. Scalars are written as JSON, which YAML reads as it is. */
export const manifestYaml = (manifest: object): string => `${linesOf(manifest).join("\n")}\n`;

const linesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => nested("- ", "  ", item));
  return Object.entries(value as object).flatMap(([key, inner]) => {
    if (typeof inner !== "object" || inner === null) return [`${key}: ${JSON.stringify(inner)}`];
    return [`${key}:`, ...linesOf(inner).map((line) => `  ${line}`)];
  });
};

const nested = (first: string, further: string, item: unknown): string[] => {
  if (typeof item !== "object" || item === null) return [`${first}${JSON.stringify(item)}`];
  return linesOf(item).map((line, index) => (index === 0 ? first : further) + line);
};
