import { z } from "zod";
import { BackupFault } from "./backup-fault.ts";

const manifest = z.object({
  format: z.literal(1),
  provider: z.enum(["sqlite", "postgresql"]),
  createdAt: z.iso.datetime(),
  /** The migrations that the database had seen, oldest first. */
  migrations: z.array(z.string()),
  /** Where the files lie that are not in the archive; none were left out if not given. */
  filesLeftIn: z.string().optional(),
});

/** What the first entry of an archive says about the rest. */
export type Manifest = z.infer<typeof manifest>;

export const manifestPath = "manifest.json";
export const databasePath = "database";
export const filesPrefix = "files/";

/** Wherever the store kept it. */
export const pathOfFile = (address: string): string =>
  `${filesPrefix}${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`;

export const parseManifest = (text: string): Manifest => {
  try {
    return manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new BackupFault(
      "archive-unknown",
      "The backup's table of contents cannot be read; it was made by a newer version, restore it with that version.",
      error,
    );
  }
};
