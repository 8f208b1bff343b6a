import type { ApiCall, SandboxEvent } from "../world/events.ts";
import type { World } from "../world/world.ts";
import type { MessageView } from "./message-view.ts";

interface Readers {
  messages(chatId: number): MessageView[];
  calls(method?: string): ApiCall[];
}

/** Waiting that ends with the event itself; nothing is polled. */
export function waitControl(world: World, read: Readers) {
  /** Resolves with the first truthy value of the probe, tried now and after each event. */
  const waitFor = <T>(
    probe: (event?: SandboxEvent) => T,
    timeoutMs = 5000,
  ): Promise<Exclude<T, undefined | null | false | undefined>> =>
    new Promise((resolve, reject) => {
      type Found = Exclude<T, undefined | null | false | undefined>;
      let timer: NodeJS.Timeout | undefined;
      let stop: () => void = () => undefined;
      const attempt = (event?: SandboxEvent): boolean => {
        try {
          const value = probe(event);
          if (!value) return false;
          finish(() => resolve(value as Found));
        } catch (error) {
          finish(() => reject(error instanceof Error ? error : new Error(String(error))));
        }
        return true;
      };
      const finish = (done: () => void) => {
        clearTimeout(timer);
        stop();
        done();
      };
      if (attempt()) return;
      stop = world.journal.listen(attempt);
      timer = setTimeout(() => finish(() => reject(new Error(timeoutText(timeoutMs, read)))), timeoutMs);
    });

  return {
    waitFor,
    /** Waits for a message of the bot (new or edited) that fits. */
    waitForMessage: (
      chatId: number,
      fits: (message: MessageView) => boolean = () => true,
      timeoutMs?: number,
    ): Promise<MessageView> =>
      waitFor(() => read.messages(chatId).findLast((message) => message.fromBot && fits(message)), timeoutMs),
    /** Waits for a call of a method that fits, refused or not. */
    waitForCall: (
      method: string,
      fits: (call: ApiCall) => boolean = () => true,
      timeoutMs?: number,
    ): Promise<ApiCall> => waitFor(() => read.calls(method).find(fits), timeoutMs),
  };
}

function timeoutText(timeoutMs: number, read: Readers): string {
  const recent = read.calls().slice(-5);
  const list = recent.map((call) => {
    const refusal = call.status === 200 ? "" : ` ${JSON.stringify(call.response)}`;
    return `${call.method} ${JSON.stringify(call.params).slice(0, 200)} → ${call.status}${refusal}`;
  });
  return `Nothing that fits came within ${timeoutMs} ms. The last calls: ${list.join("; ") || "none"}.`;
}
