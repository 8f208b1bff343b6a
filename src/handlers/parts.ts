import type { ChatSettings } from "../chat/settings.ts";
import type { Translate } from "../chat/text.ts";
import type { FileSource } from "../core/files/file-source.ts";
import type { FileStore } from "../core/files/file-store.ts";
import type { Core } from "../core/work/core.ts";

/** What handlers of jobs are made of. */
export interface Parts {
  core: Core;
  store: FileStore;
  sources: readonly FileSource[];
  translate: Translate;
  settings: ChatSettings;
  /** Telegram: gives the private chats of a person the commands of their roles; null without Telegram. */
  publishCommands: ((personId: string) => Promise<void>) | null;
}
