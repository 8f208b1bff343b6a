import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { createCardRenderer } from "../../../src/chat/card-renderer.ts";
import { createCatalogue } from "../../../src/chat/catalogue.ts";
import { joinCard, joinCardKind } from "../../../src/chat/directory/join-card.ts";
import { onDirectoryEvent } from "../../../src/chat/directory/on-directory-event.ts";
import { directoryRoutes } from "../../../src/chat/directory/routes.ts";
import type { ChatEvent, EventChat, FormInput } from "../../../src/chat/event.ts";
import { createFormSteps } from "../../../src/chat/forms/form-steps.ts";
import { createTakeEvent } from "../../../src/chat/pipeline/take-event.ts";
import { tableLines } from "../../../src/chat/table-lines.ts";
import type { Taken } from "../../../src/chat/taken.ts";
import type { Text } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { Block, View } from "../../../src/chat/view.ts";
import type { Account } from "../../../src/core/access/actor.ts";
import { resolveActor } from "../../../src/core/directory/resolve-actor.ts";
import { createTown, type Town } from "../../core/directory/support/town.ts";
import type { DatabaseKind } from "../../support/databases.ts";

/** A message as its reader sees it: words, buttons by label, and the keyboard's kind. */
interface Seen {
  to: string;
  text: string;
  buttons: Map<string, string>;
  keyboard: string | undefined;
}

export interface ChatTown extends Town {
  /** What the person gets at once, and the messages that this left in the outbox. */
  command(account: Account, name: string, args?: string): Promise<Result>;
  write(
    account: Account,
    text: string,
    more?: Partial<Extract<ChatEvent, { type: "message" }>>,
  ): Promise<Result>;
  share(account: Account, phone: string, own?: boolean): Promise<Result>;
  tap(account: Account, token: string): Promise<Result>;
  submit(account: Account, form: string, args: string[], values: FormInput): Promise<Result>;
  say(event: Partial<ChatEvent> & { type: ChatEvent["type"] }, account: Account): Promise<Result>;
}

interface Result {
  taken: Taken;
  notice: string | undefined;
  sent: Seen[];
  /** Slack's ephemeral answer. */
  shown: Seen | undefined;
  errors: Record<string, string>;
}

const staffChannel = "C-STAFF";
const { translate, ...translator } = createTranslator(
  fileURLToPath(new URL("../../../locales", import.meta.url)),
);

export const createChatTown = async (kind: DatabaseKind): Promise<ChatTown> => {
  const town = await createTown(kind);
  const settings = { staffChannel, botUsername: "uyut_bot" };
  const core = { ...town.core, clock: { now: () => town.now }, subscribers: [onDirectoryEvent(settings)] };
  const catalogue = createCatalogue(directoryRoutes(settings));
  const take = createTakeEvent({
    core,
    catalogue,
    steps: createFormSteps(catalogue.form, translate),
    translator: { translate, ...translator },
    resolveActor: (tx, { platform, sender, at }) => {
      const { externalId, privateChatId: chatId, name, language } = sender;
      return resolveActor(tx, { platform, externalId, chatId }, { name, language }, at);
    },
    logger: pino({ level: "silent" }),
  });
  const drawCard = createCardRenderer(town.database, town.vault, { [joinCardKind]: joinCard });
  let update = 0;
  let seen = 0;

  const outbox = async (): Promise<Seen[]> => {
    const rows = await town.database.read.outboxMessage.findMany({
      where: { id: { gt: seen } },
      orderBy: { id: "asc" },
    });
    seen = rows.at(-1)?.id ?? seen;
    // As delivery would: a card is drawn when its turn comes, and its key is free again.
    await town.database.transaction((tx) =>
      tx.outboxMessage.updateMany({ data: { dedupeKey: null, state: "sent" } }),
    );
    return Promise.all(
      rows.map(async ({ cardId, contentSealed, platform, chatId, language }) => {
        const view = cardId
          ? (await drawCard(cardId))?.content
          : (JSON.parse(town.vault.open(contentSealed ?? "")) as View);
        if (!view) throw new Error("a card without a subject");
        return look(view, language, `${platform}:${chatId}`);
      }),
    );
  };

  const say: ChatTown["say"] = async (event, account) => {
    update += 1;
    const chat: EventChat = { id: account.chatId, kind: "private", threadId: null };
    const taken = await take({
      id: `test:${update}`,
      platform: account.platform,
      at: town.now,
      chat,
      sender: {
        externalId: account.externalId,
        privateChatId: account.chatId,
        name: `name of ${account.externalId}`,
        language: account.platform === "telegram" ? "ru" : null,
      },
      ...event,
    } as ChatEvent);
    const { language } = taken;
    const errors = taken.form?.ok === false ? taken.form.errors : {};
    return {
      taken,
      notice: taken.notice && spell(taken.notice.text, language),
      sent: await outbox(),
      shown: taken.shown && look(taken.shown, language, "shown"),
      errors: Object.fromEntries(
        Object.entries(errors).map(([field, text]) => [field, spell(text, language)]),
      ),
    };
  };

  const message = (account: Account) => ({ chatId: account.chatId, messageId: "1" });
  const bare = { files: [], location: null, contact: null, replyTo: null };
  return {
    ...town,
    say,
    command: (account, name, args = "") =>
      say({ type: "command", name, args, message: message(account) }, account),
    write: (account, text, more = {}) =>
      say({ type: "message", text, message: message(account), ...bare, ...more }, account),
    share: (account, phone, own = true) =>
      say(
        { type: "message", text: "", message: message(account), ...bare, contact: { phone, own } },
        account,
      ),
    tap: (account, token) => say({ type: "tap", token, message: message(account) }, account),
    submit: (account, form, args, values) =>
      say({ type: "form-submitted", form, args, values, modal: { id: "V1", hash: "1" } }, account),
  };
};

/** Fails where a language lacks the words. */
const spell = (text: Text, language: string): string => {
  const words = translate(text, language);
  if (/directory\.[a-z]|\{\{/.test(words)) throw new Error(`no words in ${language}: ${words}`);
  return words;
};

const look = (view: View, language: string, to: string): Seen => {
  const words = (block: Block): string[] => {
    switch (block.type) {
      case "list":
        return block.items.map((item) => `• ${spell(item, language)}`);
      case "fields":
        return block.fields.map(({ label, value }) => `${spell(label, language)}: ${spell(value, language)}`);
      case "table":
        return [tableLines(block, (text) => spell(text, language))];
      case "divider":
        return ["---"];
      default:
        return [spell(block.text, language)];
    }
  };
  const buttons = (view.buttons ?? []).flat().map(({ label, do: it }): [string, string] => {
    const token =
      "token" in it ? it.token : "action" in it ? [it.action.route, ...it.action.args].join(":") : it.url;
    if (Buffer.byteLength(token) > 64)
      throw new Error(`a token of ${Buffer.byteLength(token)} bytes: ${token}`);
    return [spell(label, language), token];
  });
  if (view.keyboard && view.keyboard.type !== "remove") spell(view.keyboard.label, language);
  return {
    to,
    text: view.blocks.flatMap(words).join("\n"),
    buttons: new Map(buttons),
    keyboard: view.keyboard?.type,
  };
};
