import { pino } from "pino";
import { createCatalogue } from "../../src/chat/catalogue.ts";
import type { ChatEvent } from "../../src/chat/event.ts";
import { createFormSteps } from "../../src/chat/forms/form-steps.ts";
import { createTakeEvent } from "../../src/chat/pipeline/take-event.ts";
import type { Route } from "../../src/chat/route.ts";
import type { Taken } from "../../src/chat/taken.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import type { View } from "../../src/chat/view.ts";
import type { PersonActor } from "../../src/core/access/actor.ts";
import { createTown } from "../core/directory/support/town.ts";
import type { DatabaseKind } from "../support/databases.ts";

type Said = { type: ChatEvent["type"] } & Record<string, unknown>;

/** The toolkit alone: the real pipeline and forms over routes of the test's own. */
export const createToolkit = async (kind: DatabaseKind, routes: readonly Route[]) => {
  const town = await createTown(kind);
  const catalogue = createCatalogue(routes);
  const translator = createTranslator("locales");
  const errors: unknown[] = [];
  const person: PersonActor = {
    kind: "person",
    companyId: town.companyId,
    personId: "p1",
    language: "en",
    account: { platform: "telegram", externalId: "7", chatId: "7" },
    roles: [],
    occupancies: [],
  };
  const take = createTakeEvent({
    core: town.core,
    catalogue,
    steps: createFormSteps(catalogue.form, translator.translate),
    translator,
    resolveActor: async () => person,
    logger: pino({ level: "error" }, { write: (line) => void errors.push(JSON.parse(line)) }),
  });
  let update = 0;
  const event = (platform: "telegram" | "slack", said: Said): ChatEvent => {
    update += 1;
    return {
      id: `${platform}:${update}`,
      platform,
      at: town.now,
      chat: { id: "7", kind: "private", threadId: null },
      sender: { externalId: "7", privateChatId: "7", name: "Ann", language: "en" },
      ...said,
    } as unknown as ChatEvent;
  };
  let seen = 0;
  const sent = async (): Promise<View[]> => {
    const rows = await town.database.read.outboxMessage.findMany({
      where: { id: { gt: seen } },
      orderBy: { id: "asc" },
    });
    seen = rows.at(-1)?.id ?? seen;
    return rows.map(({ contentSealed }) => JSON.parse(town.vault.open(contentSealed ?? "")) as View);
  };
  const say = async (said: Said): Promise<{ taken: Taken; views: View[] }> => {
    const taken = await take(event("telegram", said));
    return { taken, views: await sent() };
  };
  const bare = {
    message: { chatId: "7", messageId: "1" },
    files: [],
    location: null,
    contact: null,
    replyTo: null,
  };
  return {
    ...town,
    take,
    event,
    errors,
    sent,
    say,
    translate: translator.translate,
    command: (name: string) => say({ type: "command", name, args: "", message: bare.message }),
    write: (text: string, more: Record<string, unknown> = {}) =>
      say({ type: "message", text, ...bare, ...more }),
    tap: (token: string) => say({ type: "tap", token, message: bare.message }),
  };
};

export type Toolkit = Awaited<ReturnType<typeof createToolkit>>;
