import { setTimeout as sleep } from "node:timers/promises";
import type { MessageView } from "../../../src/sandbox/telegram/control/message-view.ts";
import { alone, type Filed, type Ledger } from "./ledger.ts";
import { maybe, until } from "./patience.ts";
import { uniquePhoto } from "./photo.ts";
import type { Random } from "./random.ts";
import { staffRead } from "./staff-channel.ts";
import type { World } from "./world.ts";

/** The core takes ten a day from one person. */
const mostFiled = 9;

/** A resident who does things in Telegram until the ledger is over, whether the bot answers soon or late. */
export const liveAsResident = async (
  world: World,
  ledger: Ledger,
  random: Random,
  { index, code }: { index: number; code: string },
): Promise<void> => {
  const { telegram } = world;
  const languageCode = index % 2 === 0 ? "ru" : "en";
  const { id } = telegram.addUser({ firstName: `Жилец ${index}`, languageCode });
  const own = (): Filed[] => ledger.filed.filter((filed) => filed.residentId === id);

  const ofBot = (): MessageView[] => telegram.messages(id).filter(({ fromBot }) => fromBot);
  const dataOf = (message: MessageView): string[] =>
    message.buttons.flat().flatMap((button) => ("callback_data" in button ? [button.callback_data] : []));
  const lastWith = (prefix: string): MessageView | undefined =>
    ofBot().findLast((message) => dataOf(message).some((data) => data.startsWith(prefix)));
  /** After a repeated send the later one lives. */
  const cardOf = ({ token }: Filed): MessageView | undefined =>
    ofBot().findLast(
      (message) => message.text.includes(token) && !dataOf(message).some((data) => data.startsWith("f:")),
    );
  const onCard = (filed: Filed, prefix: string): string | undefined => {
    const card = cardOf(filed);
    return card && dataOf(card).find((data) => data.startsWith(prefix));
  };

  const press = (message: MessageView, data: string) =>
    telegram.press({ from: id, messageId: message.id, data, timeoutMs: 0 });
  const pressOnCard = async (filed: Filed, prefix: string): Promise<boolean> => {
    const card = cardOf(filed);
    const data = onCard(filed, prefix);
    if (!card || !data) return false;
    await press(card, data);
    return true;
  };

  /** Presses what a form offers, the shortest way through it. */
  const answerOf = (question: MessageView): string | undefined => {
    const offered = dataOf(question).filter((data) => data.startsWith("f:"));
    const find = (op: string) => offered.find((data) => data.startsWith(`f:${op}:`));
    const options = offered.filter((data) => data.startsWith("f:o:"));
    const fresh = options.find((data) => data.endsWith(":new"));
    return (
      find("ready") ??
      find("keep") ??
      fresh ??
      (options.length > 0 ? random.pick(options) : undefined) ??
      find("skip")
    );
  };
  const throughForm = async (what: string, isDone: () => boolean): Promise<void> => {
    await until(what, async () => {
      if (isDone()) return true;
      const question = lastWith("f:");
      const answer = question && answerOf(question);
      if (!question || !answer) return false;
      const before = dataOf(question).join();
      await press(question, answer);
      const changed = () =>
        isDone() ||
        lastWith("f:")?.id !== question.id ||
        dataOf(lastWith("f:") ?? question).join() !== before;
      await maybe(changed, 20_000);
      return isDone();
    });
  };
  const threadSays = (token: string): boolean => staffRead(world, token);

  const file = async (): Promise<void> => {
    const token = ledger.newToken();
    const photos = random.pick([0, 0, 1, 1, 2, 3]);
    const text = `Скрипит дверь ${token}`;
    const filed: Filed = {
      token,
      residentId: id,
      messageId: null,
      photos,
      edits: [],
      taken: false,
      started: false,
      confirmed: 0,
      rated: false,
      busy: false,
      finished: false,
      over: false,
    };
    const picture = async (number: number) => uniquePhoto(Number(token.slice(2)) * 10 + number);
    if (photos === 0) filed.messageId = telegram.say({ from: id, text }).messageId;
    else if (photos === 1) await telegram.sendPhoto({ from: id, photo: await picture(0), caption: text });
    else {
      const items = await Promise.all(
        Array.from({ length: photos }, async (_, number) => ({
          photo: await picture(number),
          ...(number === 0 ? { caption: text } : {}),
        })),
      );
      await telegram.sendAlbum({ from: id, items });
    }
    ledger.filed.push(filed);
    await throughForm(`the card of ${token} stood in the resident's chat`, () => cardOf(filed) !== undefined);
  };

  const answer = async (filed: Filed): Promise<void> => {
    const token = ledger.newToken();
    const text = `Приходите вечером ${token}`;
    const said = { token, kind: "answered", request: filed, photos: 0, inThread: false, sure: true } as const;
    const card = cardOf(filed);
    if (!card || !(await isRecorded(world, card.id))) return;
    if (random.chance(0.5)) {
      if (!(await pressOnCard(filed, "rq.answer:"))) return;
      const last = ofBot().at(-1)?.id ?? 0;
      const asked = () =>
        ofBot().some(
          (message) => message.id > last && dataOf(message).some((data) => data.startsWith("f:cancel")),
        );
      // The request may have moved on meanwhile; then the form does not open.
      if (!(await maybe(asked, 15_000))) return;
      ledger.said.push({ ...said });
      telegram.say({ from: id, text });
    } else {
      const photos = random.chance(0.3) ? 1 : 0;
      ledger.said.push({ ...said, photos });
      if (photos)
        await telegram.sendPhoto({
          from: id,
          replyTo: card.id,
          photo: await uniquePhoto(Number(token.slice(2)) * 10),
          caption: text,
        });
      else telegram.say({ from: id, replyTo: card.id, text });
    }
    await until(`the thread showed the answer ${token}`, () => threadSays(token));
  };

  const edit = async (filed: Filed): Promise<void> => {
    if (filed.messageId === null || filed.over) return;
    const token = ledger.newToken();
    filed.edits.push(token);
    telegram.edit({
      from: id,
      messageId: filed.messageId,
      text: `Скрипит дверь ${[filed.token, ...filed.edits].join(" ")}`,
    });
    await until(`the card showed the edit ${token}`, () => cardOf(filed)?.text.includes(token));
  };

  const judge = async (filed: Filed): Promise<void> => {
    if (
      filed.confirmed === 0 &&
      random.chance(0.2) &&
      !ledger.said.some(({ kind, request }) => kind === "returned" && request === filed)
    ) {
      const last = ofBot().at(-1)?.id ?? 0;
      await pressOnCard(filed, "rq.return:");
      await until(`a reason was asked for the return of ${filed.token}`, () =>
        ofBot().some(
          (message) => message.id > last && dataOf(message).some((data) => data.startsWith("f:cancel")),
        ),
      );
      const token = ledger.newToken();
      ledger.said.push({ token, kind: "returned", request: filed, photos: 0, inThread: false, sure: true });
      telegram.say({ from: id, text: `Всё ещё скрипит ${token}` });
      await throughForm(`the thread showed the return ${token}`, () => threadSays(token));
      filed.finished = false;
      await until(`the card of ${filed.token} was open again`, () => onCard(filed, "rq.answer:"));
      return;
    }
    filed.confirmed += 1;
    await pressOnCard(filed, "rq.confirm:");
    await until(`the card of ${filed.token} showed stars`, () => onCard(filed, "rq.rate:"));
    filed.rated = true;
    const card = cardOf(filed);
    const best = card && dataOf(card).find((data) => data.startsWith("rq.rate:") && data.endsWith(":5"));
    if (card && best) await press(card, best);
    filed.over = true;
    await until(`the card of ${filed.token} had no stars`, () => !onCard(filed, "rq.rate:"));
  };

  const live = async (): Promise<void> => {
    telegram.start({ from: id, payload: code });
    await until(`resident ${index} was welcomed`, () => ofBot().length > 0);
    while (!ledger.over) {
      await sleep(random.between(0, 400));
      const finished = own().find((filed) => filed.finished && !filed.over && onCard(filed, "rq.confirm:"));
      const open = own().filter(
        (filed) => !filed.over && !filed.finished && !filed.busy && onCard(filed, "rq.answer:"),
      );
      if (finished) await judge(finished);
      else if (open.length > 0 && random.chance(0.35)) {
        const filed = random.pick(open);
        await alone(filed, () => answer(filed));
      } else if (open.length > 0 && random.chance(0.3)) {
        const filed = random.pick(open);
        await alone(filed, () => edit(filed));
      } else if (own().length < mostFiled && open.length < 3) await file();
    }
  };
  await live().catch((error: unknown) => {
    const chat = telegram
      .messages(id)
      .slice(-6)
      .map((message) => [message.id, message.text, dataOf(message)]);
    throw new Error(`resident ${index}: ${String(error)}; the chat: ${JSON.stringify(chat)}`, {
      cause: error,
    });
  });
};

/** The earlier copy of a card that was sent twice is not known: an answer to it begins something new. */
const isRecorded = async ({ database }: World, messageId: number): Promise<boolean> =>
  (await database.read.card.count({ where: { platform: "telegram", messageId: String(messageId) } })) > 0;
