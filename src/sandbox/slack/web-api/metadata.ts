import { isObject } from "../block-kit/rule.ts";
import { type Answer, refusal } from "./method.ts";

const MAX_BYTES = 8_000;

const isLeaf = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

/** Metadata is an event_type and a payload of plain values, at most one level deep. */
export const checkMetadata = (metadata: unknown): Answer | undefined => {
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) return refusal("invalid_metadata_format");
  const { event_type: type, event_payload: payload, ...rest } = metadata;
  if (typeof type !== "string" || type === "" || !isObject(payload) || Object.keys(rest).length > 0)
    return refusal("invalid_metadata_format");
  const sound = Object.values(payload).every(
    (value) =>
      isLeaf(value) ||
      (Array.isArray(value) && value.every(isLeaf)) ||
      (isObject(value) && Object.values(value).every(isLeaf)),
  );
  if (!sound) return refusal("invalid_metadata_schema");
  return JSON.stringify(metadata).length > MAX_BYTES ? refusal("metadata_too_large") : undefined;
};
