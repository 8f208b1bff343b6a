import type { Logger } from "pino";
import { createHttpSmsGateway } from "./adapters/sms/http-gateway.ts";
import { createSmsChannel } from "./adapters/sms/sms-channel.ts";
import type { SmsGateway } from "./adapters/sms/sms-gateway.ts";
import { pageUrls } from "./chat/page-url.ts";
import type { Translate } from "./chat/text.ts";
import type { View } from "./chat/view.ts";
import { createOpenContact } from "./core/contacts/open-contact.ts";
import { hearReceipt } from "./core/contacts/settle-sms.ts";
import { stopSms } from "./core/contacts/stop-sms.ts";
import type { OpenAttachment } from "./core/files/attachment-source.ts";
import type { Core } from "./core/work/core.ts";
import { runWork } from "./core/work/run-work.ts";
import type { Channel } from "./delivery/channel.ts";
import type { LettersConfig } from "./letters-config.ts";

interface LetterParts {
  config: LettersConfig;
  core: Core;
  translate: Translate;
  openAttachment: OpenAttachment;
  logger: Logger;
  publicUrl(): string;
  botUrl(): string | null;
}

export interface Letters {
  channels: Channel[];
  /** Begins to hear receipts. */
  start(): void;
  stop(): Promise<void>;
}

/** Connects e-mail, SMS and push as far as they are switched on; the library of a way is loaded only then. */
export const connectLetters = async (parts: LetterParts): Promise<Letters> => {
  const { config, core, translate, openAttachment, logger, publicUrl, botUrl } = parts;
  const { database, clock, vault } = core;
  const openContact = createOpenContact(database, vault);
  const pages = { pageUrls: pageUrls({ vault, clock, publicUrl }) };
  const mail =
    config.mail &&
    (await import("./adapters/email/mail-channel.ts")).createMailChannel({
      config: config.mail,
      translate,
      vault,
      openContact,
      openAttachment,
      publicUrl,
      botUrl,
      ...pages,
    });
  const gateway = config.sms && (await gatewayOf(config.sms, logger));
  const sms = gateway && createSmsChannel({ gateway, database, clock, translate, openContact, ...pages });
  const push =
    config.push &&
    (await import("./adapters/push/push-channel.ts")).createPushChannel({
      config: config.push,
      translate,
      openContact,
      botUrl,
      ...pages,
    });
  return {
    channels: [mail, sms, push].filter((channel) => !!channel) as Channel<View>[] as Channel[],
    start: () =>
      gateway?.listen((told) => {
        const heard = runWork(core, { actor: smsActor, channel: "sms" }, async (work) =>
          "gatewayId" in told ? void (await hearReceipt(work, told)) : void (await stopSms(work, told)),
        );
        heard.catch((error: unknown) => {
          logger.error({ err: error }, "What an SMSC told could not be recorded; check the database");
        });
      }),
    stop: async () => {
      mail?.stop();
      await gateway?.stop();
    },
  };
};

const smsActor = { kind: "system", name: "sms", companyId: null } as const;

const gatewayOf = async (config: NonNullable<LettersConfig["sms"]>, logger: Logger): Promise<SmsGateway> => {
  if (config.kind === "http") return createHttpSmsGateway(config);
  const { createSmppGateway } = await import("./adapters/sms/smpp-gateway.ts");
  return createSmppGateway(config, logger);
};
