import { callbackMethods } from "./callback.ts";
import { chatMethods } from "./chats.ts";
import { commandMethods } from "./commands.ts";
import { copyMethods } from "./copy.ts";
import { deleteMethods } from "./delete.ts";
import { editMethods } from "./edit.ts";
import { fileMethods } from "./files.ts";
import type { Method, MethodTable } from "./method.ts";
import { pinMethods } from "./pins.ts";
import { pollMethods } from "./polls.ts";
import { profileMethods } from "./profile.ts";
import { reactionMethods } from "./reactions.ts";
import { sendAlbumMethods } from "./send-album.ts";
import { sendMediaMethods } from "./send-media.ts";
import { sendPlaceMethods } from "./send-place.ts";
import { sendTextMethods } from "./send-text.ts";
import { topicMethods } from "./topics.ts";
import { updateMethods } from "./updates.ts";

const tables: MethodTable[] = [
  ...[updateMethods, profileMethods, sendTextMethods, sendMediaMethods, sendAlbumMethods, sendPlaceMethods],
  ...[pollMethods, editMethods, deleteMethods, copyMethods, callbackMethods, fileMethods, commandMethods],
  ...[chatMethods, pinMethods, topicMethods, reactionMethods],
];

/** Methods by lower-case name: the platform doesn't mind how a name is written. */
const methods = new Map<string, { name: string; method: Method }>();
for (const table of tables) {
  for (const [name, method] of Object.entries(table)) methods.set(name.toLowerCase(), { name, method });
}

export function findMethod(name: string): { name: string; method: Method } | undefined {
  return methods.get(name.toLowerCase());
}
