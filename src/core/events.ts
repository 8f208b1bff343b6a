import type { DirectoryEvent } from "./directory/events.ts";
import type { DocumentEvent } from "./documents/events.ts";
import type { FileSettled } from "./files/events.ts";
import type { PollEvent } from "./polls/events.ts";
import type { RequestChanged } from "./requests/events.ts";

/** What happened in the domain; the chat layer turns it into cards and notices. */
export type DomainEvent = DirectoryEvent | DocumentEvent | FileSettled | PollEvent | RequestChanged;
