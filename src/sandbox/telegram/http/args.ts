import { badRequest } from "../refusal.ts";

/** A file that came as a multipart part. */
export interface UploadedFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * Arguments of one call. The platform reads every value as a string, wherever it came from (query, form,
 * multipart or JSON body), and parses objects from it; so does this.
 */
export class Args {
  readonly values: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;

  constructor(values: ReadonlyMap<string, string>, files: ReadonlyMap<string, UploadedFile> = new Map()) {
    this.values = values;
    this.files = files;
  }

  has(name: string): boolean {
    return this.values.has(name) || this.files.has(name);
  }

  text(name: string): string {
    return this.values.get(name) ?? "";
  }

  optional(name: string): string | undefined {
    return this.values.get(name);
  }

  flag(name: string): boolean {
    return ["true", "1", "yes"].includes(this.text(name).toLowerCase());
  }

  /** Undefined when absent or not a whole number, as the platform ignores what it can't read. */
  integer(name: string): number | undefined {
    const text = this.text(name).trim();
    return /^-?\d{1,16}$/.test(text) ? Number(text) : undefined;
  }

  number(name: string): number | undefined {
    const text = this.text(name).trim();
    return text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }

  /** Parsed JSON, undefined when absent; refused with `can't parse <what> JSON object`. */
  json(name: string, what: string): unknown {
    const text = this.values.get(name);
    if (text === undefined || text === "") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }
}

/** Values as a person expects to read them in a log: numbers, flags and objects decoded. */
export function readableParams(args: Args): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of args.values) result[name] = wordy.has(name) ? value : decoded(value);
  return result;
}

const wordy = new Set([
  ...[
    "text",
    "caption",
    "question",
    "name",
    "title",
    "description",
    "short_description",
    "callback_query_id",
  ],
  ...["secret_token", "phone_number", "first_name", "last_name", "file_id", "url", "explanation"],
]);

function decoded(value: string): unknown {
  if (!/^(-?\d+(\.\d+)?|true|false|[[{].*)$/s.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
