import type { DirectoryEvent } from "./directory/events.ts";
import type { RequestChanged } from "./requests/events.ts";

/** What happened in the domain; the chat layer turns it into cards and notices. */
export type DomainEvent = DirectoryEvent | RequestChanged;
