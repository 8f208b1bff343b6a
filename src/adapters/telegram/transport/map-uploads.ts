import { Upload } from "./upload.ts";

/** A copy of a call's parameters with each upload, at the top or in a media list, replaced. */
export const mapUploads = (params: object, replace: (upload: Upload) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (value instanceof Upload) return [name, replace(value)];
      if (Array.isArray(value) && name === "media") {
        return [name, value.map((item: object) => mapUploads(item, replace))];
      }
      return [name, value];
    }),
  );

export const hasUploads = (params: object): boolean =>
  Object.entries(params).some(
    ([name, value]) =>
      value instanceof Upload ||
      (name === "media" && Array.isArray(value) && value.some((item: object) => hasUploads(item))),
  );
