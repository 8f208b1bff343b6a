import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { assertFileAddress, isFileAddress, type ListedFileStore } from "../../core/files/file-store.ts";
import type { S3Config } from "./s3-config.ts";
import { type S3Fault, s3Fault } from "./s3-fault.ts";

const connectMs = 5_000;
/** Without a byte from the other side. */
const silentMs = 30_000;
/** The library's own, some hundred milliseconds apart; whoever called tries again later. */
const tries = 3;

/** Files in a bucket, a key each under the prefix; S3 shows an object whole or not at all. Throws an S3Fault. */
export const s3FileStore = (config: S3Config): ListedFileStore => {
  const client = clientOf(config);
  const at = (address: string) => {
    assertFileAddress(address);
    return { Bucket: config.bucket, Key: config.prefix + address };
  };
  const asking = async <T>(asked: string, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw s3Fault(config, asked, error);
    }
  };
  return {
    put: async (address, sealed) => {
      const object = { ...at(address), Body: sealed, ContentType: "application/octet-stream" };
      await asking("written to", client.send(new PutObjectCommand(object)));
    },
    get: (address) => asking("read", read(client, at(address))),
    has: async (address) => {
      try {
        await asking("read", client.send(new HeadObjectCommand(at(address))));
        return true;
      } catch (error) {
        // Without the right to list, S3 answers 403 for what is not there: HeadObject, "Permissions".
        if (["ENOENT", "denied"].includes((error as S3Fault).code)) return false;
        throw error;
      }
    },
    remove: async (address) => {
      await asking("removed from", client.send(new DeleteObjectCommand(at(address))));
    },
    addresses: async function* () {
      let after: string | undefined;
      do {
        const { bucket: Bucket, prefix: Prefix } = config;
        const page = await asking(
          "listed",
          client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: after })),
        );
        for (const { Key = "" } of page.Contents ?? []) {
          const address = Key.slice(Prefix.length);
          if (isFileAddress(address)) yield address;
        }
        after = page.NextContinuationToken;
      } while (after !== undefined);
    },
  };
};

const read = async (client: S3Client, at: { Bucket: string; Key: string }): Promise<Buffer> => {
  const { Body } = await client.send(new GetObjectCommand(at));
  if (!Body) throw new Error("an answer without a body");
  return Buffer.from(await Body.transformToByteArray());
};

const clientOf = ({ endpoint, region, pathStyle, accessKeyId, secretAccessKey }: S3Config): S3Client =>
  new S3Client({
    region,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: tries,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: silentMs },
    // What is stored is sealed, and a changed byte does not open; stores beside Amazon's refuse the checksums' trailers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint === null ? {} : { endpoint }),
  });
