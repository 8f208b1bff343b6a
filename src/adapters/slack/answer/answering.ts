import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { TakeEvent } from "../../../chat/taken.ts";
import type { Translate } from "../../../chat/text.ts";
import type { People } from "../people.ts";
import type { ModalOpener } from "./modal-opener.ts";
import type { ShowTaken } from "./show-taken.ts";

/** What it takes to answer people at once. */
export interface Answering {
  client: WebClient;
  people: People;
  modals: ModalOpener;
  showTaken: ShowTaken;
  translate: Translate;
  take: TakeEvent;
  logger: Logger;
}
