import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Inbound } from "../inbound/inbound.ts";
import { slackErrorCode } from "../outbound/failures.ts";
import type { Rendered } from "../outbound/render-view.ts";
import { postToResponseUrl } from "./response-url.ts";

/** Shows something to the sender alone. */
export type SayPrivately = (
  inbound: Inbound,
  messages: readonly Rendered[],
  options?: SayOptions,
) => Promise<void>;

export interface SayOptions {
  /** Instead of the ephemeral message whose button was tapped. */
  replace?: boolean;
}

/**
 * An ephemeral message where the person is: by the response_url where it fits, by chat.postEphemeral in a channel or
 * thread; a direct message where neither works. It is lost on a crash, so no failure here is a fault.
 */
export const createSayPrivately =
  (client: WebClient, logger: Logger): SayPrivately =>
  async (inbound, messages, { replace = false } = {}) => {
    const { event, surface } = inbound;
    const { origin, responseUrl } = surface;
    const user = event.sender.externalId;
    const url = responseUrl
      ? async () => {
          for (const [index, message] of messages.entries())
            await postToResponseUrl(responseUrl, message, replace && surface.ephemeral && index === 0);
        }
      : undefined;
    const ephemeral = origin
      ? async () => {
          for (const message of messages)
            await client.chat.postEphemeral({
              channel: origin.channelId,
              user,
              ...message,
              ...(origin.threadTs ? { thread_ts: origin.threadTs } : {}),
            });
        }
      : undefined;
    const direct = async (): Promise<void> => {
      for (const message of messages) await client.chat.postMessage({ channel: user, ...message });
    };
    // A response_url answers in the channel even from a thread, so a tap there is answered by postEphemeral.
    const byUrlFirst = surface.ephemeral || event.type === "command";
    const ways = byUrlFirst ? [url, ephemeral, direct] : [ephemeral, url, direct];
    for (const way of ways) if (way && (await works(way, logger))) return;
    logger.warn("an answer could not be shown to its reader");
  };

const works = async (way: () => Promise<void>, logger: Logger): Promise<boolean> => {
  try {
    await way();
    return true;
  } catch (error) {
    const reason = slackErrorCode(error) ?? (error instanceof Error ? error.message : String(error));
    logger.debug({ reason }, "an answer could not be shown this way; trying another");
    return false;
  }
};
