import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageRoot } from "../../database/package-root.ts";
import { type EmergencyWords, emergencyKinds } from "./emergency.ts";

const term = /^[\p{L}\p{N}'*|]+$/u;
const phrase = z
  .string()
  .refine((text) => text.split(" ").every((each) => term.test(each) && each === each.toLowerCase()), {
    error: "a phrase is lower-case words parted by single spaces: exact, stem* or a|b*",
  });

const shape = z.strictObject({
  kinds: z.partialRecord(z.enum(emergencyKinds), z.array(phrase)),
  innocent: z.array(phrase),
  negations: z.array(z.string()),
  fillers: z.array(z.string()),
});

const localesFolder = join(packageRoot, "locales");

let loaded: readonly EmergencyWords[] | undefined;

/** The words of every language that has locales/<lang>/emergency.json; read once. Throws when a file is malformed. */
export const emergencyWords = (): readonly EmergencyWords[] => {
  loaded ??= readdirSync(localesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readWords(join(localesFolder, entry.name, "emergency.json")) ?? []);
  return loaded;
};

const readWords = (path: string): EmergencyWords | undefined => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  const parsed = shape.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, kinds: withoutUndefined(parsed.data.kinds) };
};

const withoutUndefined = <T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
