import { ApiError } from "./api-error.ts";
import { operatorFault } from "./operator-faults.ts";
import type { TelegramTransport } from "./transport.ts";

/** Reports a token that was revoked, once: in webhook mode no poller finds it out. */
export const watchToken = (
  transport: TelegramTransport,
  onFatal: (fault: Error) => void,
): TelegramTransport => {
  let reported = false;
  return {
    ...transport,
    call: async (method, params) => {
      try {
        return await transport.call(method, params);
      } catch (error) {
        const fault = operatorFault(error);
        if (fault && !reported && error instanceof ApiError && error.errorCode === 401) {
          reported = true;
          onFatal(fault);
        }
        throw error;
      }
    },
  };
};
