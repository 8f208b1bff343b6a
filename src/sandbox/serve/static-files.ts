import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".map": "application/json",
  ".svg": "image/svg+xml",
};

/** Sends a file of the page: the first of the folders that has it. False when none does. */
export const sendStatic = async (
  folders: readonly string[],
  path: string,
  response: ServerResponse,
): Promise<boolean> => {
  const type = types[extname(path)];
  const inside = normalize(path);
  if (!type || inside.startsWith("..") || inside.includes(`${sep}..`)) return false;
  for (const folder of folders) {
    const bytes = await readFile(join(folder, inside)).catch(() => undefined);
    if (!bytes) continue;
    response.writeHead(200, {
      "content-type": type,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      // The page shows what people write; nothing of that may run or reach out.
      "content-security-policy":
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'",
    });
    response.end(bytes);
    return true;
  }
  return false;
};
