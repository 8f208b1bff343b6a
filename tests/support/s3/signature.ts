import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { refusal, type S3Refusal } from "./refusals.ts";

export interface S3Key {
  id: string;
  secret: string;
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

const tooSkewedMs = 15 * 60_000;

/** Checks Signature Version 4 in the Authorization header as S3 does; what is wrong with it, if anything. */
export const signatureFault = (
  request: IncomingMessage,
  body: Buffer,
  { key, region }: { key: S3Key; region: string },
): S3Refusal | undefined => {
  const { authorization = "", "x-amz-date": date = "", "x-amz-content-sha256": hash = "" } = request.headers;
  const [, id = "", scope = "", signed = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (!signature) return refusal("AccessDenied");
  if (id !== key.id) return refusal("InvalidAccessKeyId");
  const [day = "", inRegion, service, end] = scope.split("/");
  if (inRegion !== region || service !== "s3" || end !== "aws4_request")
    return refusal(
      "AuthorizationHeaderMalformed",
      `the region '${inRegion}' is wrong; expecting '${region}'`,
    );
  if (Math.abs(Date.now() - timeOf(String(date))) > tooSkewedMs) return refusal("RequestTimeTooSkewed");
  if (!signed.split(";").includes("host") || !signed.split(";").includes("x-amz-content-sha256"))
    return refusal("AccessDenied");
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical(request, signed, String(hash)))].join("\n");
  const secret = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${key.secret}`);
  if (hmac(secret, text).toString("hex") !== signature) return refusal("SignatureDoesNotMatch");
  return hash === sha256(body) ? undefined : refusal("XAmzContentSHA256Mismatch");
};

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

const canonical = (
  { method = "", url = "", headers }: IncomingMessage,
  signed: string,
  hash: string,
): string => {
  const [path = "", query = ""] = url.split("?");
  const parameters = query
    .split("&")
    .filter(Boolean)
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort();
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`);
  return [method, path, parameters.join("&"), lines.join(""), signed, hash].join("\n");
};
