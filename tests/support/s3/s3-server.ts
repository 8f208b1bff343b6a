import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FilesConfig } from "../../../src/adapters/files/open-file-store.ts";
import { refusal, refusalXml, type S3Refusal, type S3RefusalCode } from "./refusals.ts";
import { signatureFault } from "./signature.ts";

type Act = "PUT" | "GET" | "HEAD" | "DELETE" | "LIST";

/** A bucket behind S3's protocol, as strict as the real one: path style, objects in memory. */
export interface S3Server {
  endpoint: string;
  bucket: string;
  /** By key. */
  objects: Map<string, Buffer>;
  /** What was asked, such as "PUT domovoy/abc", and how it was answered. */
  asked: { act: Act; key: string; status: number }[];
  config(over?: Partial<Extract<FilesConfig, { kind: "s3" }>>): Extract<FilesConfig, { kind: "s3" }>;
  /** As an environment names it. */
  env: Record<string, string>;
  /** The next `times` requests are refused with it. */
  refuse(code: S3RefusalCode, times: number): void;
  /** The key loses the right to do this. */
  deny(...acts: Act[]): void;
  allow(): void;
  stop(): Promise<void>;
}

const key = { id: "AKIADOMOVOYTEST", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const region = "eu-central-1";
const bucket = "house-files";
const prefix = "domovoy/";
const pageSize = 2;

export const startS3Server = async (): Promise<S3Server> => {
  const objects = new Map<string, Buffer>();
  const asked: S3Server["asked"] = [];
  const planned: S3RefusalCode[] = [];
  const denied = new Set<Act>();

  const decide = (request: IncomingMessage, body: Buffer, act: Act, name: string): S3Refusal | undefined => {
    const wrong = signatureFault(request, body, { key, region });
    if (wrong) return wrong;
    const next = planned.shift();
    if (next) return refusal(next);
    if (name !== bucket) return refusal("NoSuchBucket");
    if (denied.has(act)) return refusal("AccessDenied");
    // As several stores beside Amazon's.
    if (/aws-chunked/.test(String(request.headers["content-encoding"]))) return refusal("NotImplemented");
    return undefined;
  };

  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const body = Buffer.concat(pieces);
      const url = new URL(request.url ?? "/", "http://s3");
      const [, name = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
      const path = rest.join("/");
      const act = (
        request.method === "GET" && url.searchParams.has("list-type") ? "LIST" : request.method
      ) as Act;
      const found = objects.get(path);
      const refused =
        decide(request, body, act, name) ??
        (["GET", "HEAD"].includes(act) && !found
          ? // Whoever may not list is not told what is missing.
            refusal(denied.has("LIST") ? "AccessDenied" : "NoSuchKey")
          : undefined);
      if (refused) answerRefusal(response, refused, request);
      else if (act === "LIST") answerList(response, objects, url.searchParams);
      else answerObject(response, { act, path, body, found, objects });
      asked.push({ act, key: path, status: response.statusCode });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    bucket,
    objects,
    asked,
    config: (over = {}) => ({
      kind: "s3",
      bucket,
      endpoint,
      region,
      pathStyle: true,
      prefix,
      accessKeyId: key.id,
      secretAccessKey: key.secret,
      ...over,
    }),
    env: {
      FILES_URL: `s3://${bucket}?endpoint=${endpoint}&region=${region}&prefix=${prefix}`,
      AWS_ACCESS_KEY_ID: key.id,
      AWS_SECRET_ACCESS_KEY: key.secret,
    },
    refuse: (code, times) => void planned.push(...Array.from({ length: times }, () => code)),
    deny: (...acts) => {
      for (const act of acts) denied.add(act);
    },
    allow: () => denied.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const answerRefusal = (
  response: ServerResponse,
  refused: S3Refusal,
  { method, url = "" }: IncomingMessage,
): void => {
  response.writeHead(refused.status, { "content-type": "application/xml" });
  response.end(method === "HEAD" ? undefined : refusalXml(refused, url));
};

interface Asked {
  act: Act;
  path: string;
  body: Buffer;
  found: Buffer | undefined;
  objects: Map<string, Buffer>;
}

const answerObject = (response: ServerResponse, { act, path, body, found, objects }: Asked): void => {
  const etag = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;
  if (act === "PUT") {
    objects.set(path, body);
    response.writeHead(200, { etag: etag(body) }).end();
  } else if (act === "DELETE") {
    objects.delete(path);
    response.writeHead(204).end();
  } else {
    const bytes = found ?? Buffer.alloc(0);
    response.writeHead(200, { "content-length": bytes.length, etag: etag(bytes) });
    response.end(act === "HEAD" ? undefined : bytes);
  }
};

/** ListObjectsV2, by short pages so that a test sees more than one. */
const answerList = (response: ServerResponse, objects: Map<string, Buffer>, asked: URLSearchParams): void => {
  const under = asked.get("prefix") ?? "";
  const after = asked.get("continuation-token") ?? "";
  const left = [...objects.keys()].filter((name) => name.startsWith(under) && name > after).sort();
  const page = left.slice(0, pageSize);
  const more = left.length > page.length;
  const contents = page.map(
    (name) => `<Contents><Key>${name}</Key><Size>${objects.get(name)?.length}</Size></Contents>`,
  );
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${contents.join("")}${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ""}</ListBucketResult>`,
  );
};
