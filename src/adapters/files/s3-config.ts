/** A bucket of S3 or of a store that speaks its protocol. */
export interface S3Config {
  bucket: string;
  /** Null: Amazon's own of the region. */
  endpoint: string | null;
  region: string;
  /** The bucket is in the path, not in the host's name. */
  pathStyle: boolean;
  /** Before each key, such as "domovoy/"; may be empty. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** As operators read it; holds no key. */
export const s3Place = ({ bucket, endpoint, prefix }: S3Config): string =>
  `s3://${bucket}/${prefix}${endpoint === null ? "" : ` at ${endpoint}`}`;
