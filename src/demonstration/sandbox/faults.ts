import type { FaultName } from "../../sandbox/page/wire.ts";
import type { Platforms } from "./open-platforms.ts";

const retryAfter = 5;
const sending = ["sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "editMessageText"];

/** Faults that stay on until they are switched off. */
export const createFaultSwitches = () => {
  const on = new Set<FaultName>();
  let cancelFlood: (() => void) | undefined;
  return {
    list: (): FaultName[] => [...on],
    set: ({ telegram, slack }: Platforms, name: FaultName, wanted: boolean): void => {
      if (wanted === on.has(name)) return;
      if (wanted) on.add(name);
      else on.delete(name);
      if (name === "telegram-429") {
        cancelFlood?.();
        cancelFlood = wanted
          ? telegram.fault({
              answer: "rate-limited",
              retryAfter,
              method: sending,
              times: Number.POSITIVE_INFINITY,
            }).cancel
          : undefined;
      }
      if (name === "slack-down") {
        slack.clearFaults();
        if (wanted) slack.failApi({ kind: "http", status: 503, times: Number.POSITIVE_INFINITY });
      }
    },
    clear: (): void => {
      on.clear();
      cancelFlood = undefined;
    },
  };
};
