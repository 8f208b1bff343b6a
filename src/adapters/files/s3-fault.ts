import { type S3Config, s3Place } from "./s3-config.ts";

/** ENOENT as on disk; the others are the bucket's. */
export type S3FaultCode =
  | "ENOENT"
  | "no-bucket"
  | "denied"
  | "keys"
  | "region"
  | "clock"
  | "busy"
  | "unreachable";

/** What a bucket refused, with the remedy; the original is its cause. */
export class S3Fault extends Error {
  readonly code: S3FaultCode;
  readonly text: string;
  readonly remedy: string;

  constructor(code: S3FaultCode, { text, remedy }: { text: string; remedy: string }, cause: unknown) {
    super(`FILES_URL: ${text}; ${remedy}`, { cause });
    this.name = "S3Fault";
    this.code = code;
    this.text = text;
    this.remedy = remedy;
  }
}

/** S3's own words (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html); a HEAD has only the status. */
const codes: Readonly<Record<string, S3FaultCode>> = {
  NoSuchKey: "ENOENT",
  NotFound: "ENOENT",
  NoSuchBucket: "no-bucket",
  InvalidBucketName: "no-bucket",
  AccessDenied: "denied",
  AllAccessDisabled: "denied",
  AccountProblem: "denied",
  InvalidAccessKeyId: "keys",
  SignatureDoesNotMatch: "keys",
  ExpiredToken: "keys",
  PermanentRedirect: "region",
  AuthorizationHeaderMalformed: "region",
  RequestTimeTooSkewed: "clock",
  SlowDown: "busy",
  ServiceUnavailable: "busy",
  InternalError: "busy",
  RequestTimeout: "busy",
};

/** An error of the library in words for the operator; `asked` is what was wanted of the bucket, such as "written to". */
export const s3Fault = (config: S3Config, asked: string, error: unknown): S3Fault => {
  const { name, status } = read(error);
  const code = codes[name] ?? byStatus(status);
  return new S3Fault(code, words(code, config, asked, reasonOf(error)), error);
};

const read = (error: unknown): { name: string; status: number | undefined } => {
  if (!(error instanceof Error)) return { name: "", status: undefined };
  const metadata = "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }) : undefined;
  return { name: error.name, status: metadata?.httpStatusCode };
};

const byStatus = (status: number | undefined): S3FaultCode => {
  if (status === undefined) return "unreachable";
  if (status === 403 || status === 401) return "denied";
  if (status === 404) return "ENOENT";
  if (status === 301 || status === 307) return "region";
  return "busy";
};

const words = (
  code: S3FaultCode,
  config: S3Config,
  asked: string,
  reason: string,
): { text: string; remedy: string } => {
  const place = s3Place(config);
  switch (code) {
    case "ENOENT":
      return {
        text: `${place} lacks a file that should be there`,
        remedy:
          "check bucket and prefix; bring the file back from a backup or an older version of the bucket",
      };
    case "no-bucket":
      return {
        text: `there is no bucket ${config.bucket}`,
        remedy: "create it, or correct the name in FILES_URL",
      };
    case "denied":
      return {
        text: `${place} may not be ${asked} (${reason})`,
        remedy:
          "give the key s3:GetObject, s3:PutObject and s3:DeleteObject on the bucket's objects, and s3:ListBucket on the bucket",
      };
    case "keys":
      return {
        text: `${place} does not accept the key (${reason})`,
        remedy: "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; both are of one key, without spaces",
      };
    case "region":
      return {
        text: `the bucket ${config.bucket} is not in ${config.region} (${reason})`,
        remedy: "name its region in FILES_URL: &region=…",
      };
    case "clock":
      return { text: "this machine's clock is wrong for S3", remedy: "set it: turn NTP on" };
    case "busy":
      return {
        text: `${place} is busy or in trouble (${reason})`,
        remedy: "nothing, if it passes: everything is tried again; else ask whoever runs it",
      };
    case "unreachable":
      return {
        text: `no answer from ${config.endpoint ?? `S3 in ${config.region}`} (${reason})`,
        remedy: "check the network and the endpoint in FILES_URL",
      };
  }
};

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? [error.name, error.message].filter(Boolean).join(": ").slice(0, 200)
    : String(error);
