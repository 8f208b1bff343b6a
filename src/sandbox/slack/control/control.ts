import type { Context } from "../context.ts";
import { createHttpEvents } from "../delivery/http-events.ts";
import type { DisconnectReason, SocketMode } from "../delivery/socket-mode.ts";
import type { ApiFaultRequest, DeliveryFault, SenderFault } from "../faults.ts";
import type { JournalEntry } from "../journal.ts";
import type { Call } from "../web-api/call-log.ts";
import { postScheduled } from "../web-api/scheduled.ts";
import { actionControl } from "./actions.ts";
import { commandControl } from "./commands.ts";
import { messageControl } from "./messages.ts";
import { modalControl } from "./modals.ts";
import { peopleControl } from "./people.ts";
import { rawControl } from "./raw.ts";
import { readControl } from "./read.ts";
import { waitOn } from "./wait.ts";

export type SlackControl = ReturnType<typeof createControl>;

/** Everything that people, tests and the sandbox page do with the workspace. */
export const createControl = (context: Context, sockets: SocketMode, calls: () => readonly Call[]) => {
  const { faults, gateway, journal, settings, workspace } = context;
  const deeds = {
    ...peopleControl(context),
    ...messageControl(context),
    ...actionControl(context),
    ...commandControl(context),
    ...modalControl(context),
    ...rawControl(context),
    failApi: (fault: ApiFaultRequest): void => faults.api(fault),
    disturb: (fault: DeliveryFault): void => faults.deliveries(fault),
    disturbSender: (fault: Partial<SenderFault>): void => faults.setSender(fault),
    clearFaults: (): void => faults.clear(),
    /** Ends the app's sockets: with a warning, for a refresh, or by cutting the wire. */
    disconnectSockets: (wanted: { how?: DisconnectReason | "drop" } = {}): void =>
      sockets.disconnect(wanted.how ?? "refresh_requested"),
    refuseSockets: (wanted: { refusing: boolean }): void => sockets.refuse(wanted.refusing),
    /** HTTP mode: from now on everything is posted to this URL. False when its check fails. */
    useRequestUrl: async (wanted: { url: string; verify?: boolean }): Promise<boolean> => {
      const sender = createHttpEvents(wanted.url, settings, faults, workspace.app.verificationToken);
      if ((wanted.verify ?? true) && !(await sender.verifyUrl())) return false;
      gateway.use(sender);
      journal.add("transport", { name: "http", url: wanted.url });
      return true;
    },
    useSocketMode: (): void => {
      gateway.use(sockets);
      journal.add("transport", { name: "socket" });
    },
    /** Posts scheduled messages that are due; it also happens by itself every second. */
    runDue: (): void => postScheduled(context),
  };
  return {
    ...deeds,
    ...readControl(context),
    /** The deeds alone: what can be asked for over HTTP. */
    deeds,
    calls: (method?: string): readonly Call[] =>
      calls().filter((call) => method === undefined || call.method === method),
    events: (after?: number): readonly JournalEntry[] => journal.entries(after),
    onEvent: (listener: (entry: JournalEntry) => void): (() => void) => journal.subscribe(listener),
    connections: (): number => sockets.connections(),
    pendingDeliveries: (): number => gateway.pending(),
    waitFor: <T>(
      probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
      timeoutMs?: number,
    ): Promise<T> => waitOn(journal, probe, timeoutMs),
    /** Until the app has acknowledged everything. */
    settled: async (timeoutMs?: number): Promise<void> => {
      await waitOn(journal, () => gateway.pending() === 0, timeoutMs);
    },
  };
};
