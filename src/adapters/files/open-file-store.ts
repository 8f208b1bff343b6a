import type { ListedFileStore } from "../../core/files/file-store.ts";
import { diskFileStore } from "./disk-file-store.ts";
import { type S3Config, s3Place } from "./s3-config.ts";

/** Where files are kept. */
export type FilesConfig = { kind: "disk"; folder: string } | ({ kind: "s3" } & S3Config);

/** The configured store; S3's library is loaded only where it is asked for. */
export const openFileStore = async (config: FilesConfig): Promise<ListedFileStore> =>
  config.kind === "disk"
    ? diskFileStore(config.folder)
    : (await import("./s3-file-store.ts")).s3FileStore(config);

/** As operators read it. */
export const filesPlace = (config: FilesConfig): string =>
  config.kind === "disk" ? config.folder : s3Place(config);
