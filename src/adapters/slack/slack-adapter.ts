import type { Logger } from "pino";
import type { TakeEvent } from "../../chat/taken.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import type { Clock } from "../../core/clock.ts";
import type { OpenAttachment } from "../../core/files/attachment-source.ts";
import type { FileSource } from "../../core/files/file-source.ts";
import type { Channel } from "../../delivery/channel.ts";
import type { Answering } from "./answer/answering.ts";
import { handleInbound, type OpensForm } from "./answer/handle-inbound.ts";
import { createModalOpener } from "./answer/modal-opener.ts";
import { createSayPrivately } from "./answer/say-privately.ts";
import { createShowTaken } from "./answer/show-taken.ts";
import { checkWorkspace } from "./check-workspace.ts";
import { type BoltAppParts, connectBolt } from "./connection/bolt-app.ts";
import type { HandleHttp } from "./connection/http-gate.ts";
import { createInFlight } from "./connection/in-flight.ts";
import { createFileSource } from "./file-source.ts";
import { translatePayload } from "./inbound/translate-payload.ts";
import { createDirectMessages } from "./outbound/direct-messages.ts";
import { createSlackChannel } from "./outbound/slack-channel.ts";
import { createPeople } from "./people.ts";
import { apiUrlOf, type SlackConfig } from "./slack-config.ts";
import { createWebClient } from "./web-client.ts";

export interface SlackParts {
  config: SlackConfig;
  take: TakeEvent;
  /** Whether a tap on this token opens a form, so that the modal is opened before the work. */
  opensForm(token: string): boolean;
  /** The same for `/domovoy <name>`; without it such a modal is opened after the work. */
  commandOpensForm?(name: string): boolean;
  translate: Translate;
  openAttachment: OpenAttachment;
  clock: Clock;
  logger: Logger;
}

export interface SlackAdapter {
  channel: Channel<View>;
  fileSource: FileSource;
  /** In HTTP mode: the process's server gives it every request to /slack/events. */
  handleHttp?: HandleHttp;
  teamId: string;
  botUserId: string;
  /** When all that was taken is answered, also what is shown after the acknowledgement. */
  idle(): Promise<void>;
  /** Takes nothing new, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

const finishWithinMs = 8_000;

/** Connects to the workspace. Throws a SlackFault, with its remedy, when token or staff channel are no good. */
export const startSlack = async (parts: SlackParts): Promise<SlackAdapter> => {
  const { config, translate, clock } = parts;
  const logger = parts.logger.child({ adapter: "slack" });
  const client = createWebClient(config, logger);
  const identity = await checkWorkspace(client, config.staffChannel, logger);
  const inFlight = createInFlight();
  const answering = createAnswering(parts, logger, client);

  const translated = (body: unknown) =>
    translatePayload(body, { ...identity, staffChannel: config.staffChannel, now: clock.now() });
  const handle: BoltAppParts["handle"] = async (body, ack) => {
    const inbound = translated(body);
    if (!inbound) return;
    const log = logger.child({ eventId: inbound.event.id, type: inbound.event.type });
    log.debug("taken from Slack");
    await handleInbound(answering(log), opensForm(parts), inbound, ack);
  };
  const concerns = (body: unknown): boolean => translated(body) !== null;
  const link = await connectBolt({ config, identity, inFlight, logger, concerns, handle });
  logger.info({ mode: config.mode.kind, teamId: identity.teamId }, "connected to Slack");

  return {
    channel: createSlackChannel({
      client,
      directMessages: createDirectMessages(client),
      translate,
      openAttachment: parts.openAttachment,
      logger,
    }),
    fileSource: createFileSource({ token: config.botToken, apiUrl: apiUrlOf(config) }),
    ...(link.handleHttp ? { handleHttp: link.handleHttp } : {}),
    teamId: identity.teamId,
    botUserId: identity.botUserId,
    idle: () => inFlight.idle(finishWithinMs),
    stop: async () => {
      inFlight.drain();
      await inFlight.idle(finishWithinMs);
      await link.stop();
    },
  };
};

const opensForm =
  (parts: SlackParts): OpensForm =>
  (event) => {
    if (event.type === "tap") return parts.opensForm(event.token);
    return event.type === "command" && (parts.commandOpensForm?.(event.name) ?? false);
  };

/** One set of answering parts an event, so that every line of the log names it. */
const createAnswering = (
  { take, translate }: SlackParts,
  logger: Logger,
  client: ReturnType<typeof createWebClient>,
): ((log: Logger) => Answering) => {
  const people = createPeople(client, logger);
  return (log) => {
    const modals = createModalOpener(client, log);
    const sayPrivately = createSayPrivately(client, log);
    const showTaken = createShowTaken({ client, modals, sayPrivately, translate, logger: log });
    return { client, people, modals, showTaken, translate, take, logger: log };
  };
};
