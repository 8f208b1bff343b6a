import type { ViewFile } from "../../../chat/view.ts";
import { telegramCapabilities as can } from "./capabilities.ts";

/** Files that go out with one call: pictures together, documents together, each voice message alone. */
export const groupFiles = (files: readonly ViewFile[]): ViewFile[][] => [
  ...inTens(files.filter(({ kind }) => kind === "photo" || kind === "video")),
  ...inTens(files.filter(({ kind }) => kind === "document")),
  ...files.filter(({ kind }) => kind === "voice").map((file) => [file]),
];

const inTens = (files: ViewFile[]): ViewFile[][] =>
  Array.from({ length: Math.ceil(files.length / can.albumFiles) }, (_, index) =>
    files.slice(index * can.albumFiles, (index + 1) * can.albumFiles),
  );
