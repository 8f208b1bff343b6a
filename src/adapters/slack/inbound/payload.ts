/** Something that Slack sent: read with care, nothing of it is certain. */
export type Payload = Readonly<Record<string, unknown>>;

const nothing: Payload = {};

export const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object at the path; an empty one where there is none. */
export const part = (from: unknown, ...path: string[]): Payload => {
  const found = at(from, path);
  return isPayload(found) ? found : nothing;
};

/** The string at the path; empty where there is none. */
export const word = (from: unknown, ...path: string[]): string => {
  const found = at(from, path);
  return typeof found === "string" ? found : "";
};

export const list = (from: unknown, ...path: string[]): Payload[] => {
  const found = at(from, path);
  return Array.isArray(found) ? found.filter(isPayload) : [];
};

export const number = (from: unknown, ...path: string[]): number | null => {
  const found = at(from, path);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
};

const at = (from: unknown, path: string[]): unknown =>
  path.reduce<unknown>((value, key) => (isPayload(value) ? value[key] : undefined), from);
