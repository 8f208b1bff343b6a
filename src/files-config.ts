import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { FilesConfig } from "./adapters/files/open-file-store.ts";
import type { S3Config } from "./adapters/files/s3-config.ts";

/** The variables of the file store, for the environment's schema. */
export const filesVariables = {
  FILES_URL: z
    .string()
    .regex(
      /^(file:.+|s3:\/\/.+)/,
      "must start with file: or s3://, for example file:./data/files or s3://bucket?endpoint=https://storage.example.org",
    )
    .default("file:./data/files"),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
};

type FilesEnvironment = z.output<z.ZodObject<typeof filesVariables>>;

const parameters = ["endpoint", "region", "pathStyle", "prefix"];

/** What is wrong with s3://bucket?endpoint=…&region=…&pathStyle=…&prefix=…, and with its keys; each with its remedy. */
export const checkFiles = (
  env: FilesEnvironment,
  mistake: (name: keyof FilesEnvironment, message: string) => void,
): void => {
  if (!/^s3:\/\/./.test(env.FILES_URL)) return;
  for (const message of mistakesIn(env.FILES_URL)) mistake("FILES_URL", message);
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const) {
    if (!env[name])
      mistake(name, "is required when FILES_URL starts with s3://: the key of whoever may use the bucket");
    else if (/\s/.test(env[name])) mistake(name, "has a space or a line break in it; copy it anew");
  }
};

const mistakesIn = (filesUrl: string): string[] => {
  if (!URL.canParse(filesUrl))
    return ["is no address; write s3://bucket?endpoint=https://storage.example.org"];
  const { hostname: bucket, username, password, port, pathname, searchParams } = new URL(filesUrl);
  const found: string[] = [];
  if (username || password)
    found.push("must hold no key; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    found.push(
      `"${bucket}" is no bucket's name: 3 to 63 small letters, digits, dots and hyphens, right after s3://`,
    );
  if (port) found.push("has a port after the bucket; it belongs into endpoint=https://host:port");
  if (!["", "/"].includes(pathname))
    found.push(`has a path after the bucket; write it as prefix=${pathname.slice(1).replace(/\/?$/, "/")}`);
  for (const name of new Set(searchParams.keys())) {
    if (!parameters.includes(name)) found.push(`has "${name}", which is none of ${parameters.join(", ")}`);
    else if (searchParams.getAll(name).length > 1) found.push(`has ${name} twice; keep one`);
  }
  return [...found, ...mistakesInParameters(searchParams)];
};

const mistakesInParameters = (given: URLSearchParams): string[] => {
  const found: string[] = [];
  const endpoint = given.get("endpoint");
  if (endpoint !== null && !isOrigin(endpoint))
    found.push(
      "endpoint must be the address of an S3 server without a path, such as endpoint=https://storage.example.org:9000",
    );
  const region = given.get("region");
  if (region === null && endpoint === null)
    found.push("needs region=… (Amazon's), or endpoint=… (another store's address)");
  if (region !== null && !/^[a-z0-9-]+$/.test(region))
    found.push("region must be a name such as region=eu-central-1");
  if (!["true", "false", null].includes(given.get("pathStyle")))
    found.push("pathStyle must be true (the bucket is in the path) or false (in the host's name)");
  if (!/^([\w!.*'()-]+\/)*[\w!.*'()-]*$/.test(given.get("prefix") ?? ""))
    found.push(
      "prefix may have letters, digits, - _ . and /, and no / at its beginning, such as prefix=domovoy/",
    );
  return found;
};

const isOrigin = (text: string): boolean => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { pathname, search, hash, username } = new URL(text);
  return pathname === "/" && !search && !hash && !username;
};

/** The store that a checked environment names. */
export const filesOf = (env: FilesEnvironment): FilesConfig =>
  env.FILES_URL.startsWith("s3:")
    ? { kind: "s3", ...s3Of(env) }
    : { kind: "disk", folder: pathOf(env.FILES_URL) };

const s3Of = ({ FILES_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: FilesEnvironment): S3Config => {
  const { hostname, searchParams } = new URL(FILES_URL);
  const endpoint = searchParams.get("endpoint");
  return {
    bucket: hostname,
    endpoint: endpoint?.replace(/\/$/, "") ?? null,
    // Stores beside Amazon's mostly have one region and take any name.
    region: searchParams.get("region") ?? "us-east-1",
    // A host's name for each bucket is what Amazon wants, and what few others have.
    pathStyle: (searchParams.get("pathStyle") ?? String(endpoint !== null)) === "true",
    prefix: searchParams.get("prefix") ?? "",
    accessKeyId: AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? "",
  };
};

/** The path of a file: address, from the working directory. */
export const pathOf = (fileUrl: string): string =>
  fileUrl.startsWith("file:///") ? fileURLToPath(fileUrl) : resolve(fileUrl.slice("file:".length));
