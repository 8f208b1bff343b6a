import { startSlackServer } from "../../src/sandbox/slack/server.ts";
import { PLATFORM_FLOOD } from "../../src/sandbox/telegram/limits.ts";
import { startTelegramServer } from "../../src/sandbox/telegram/server.ts";
import {
  type Asked,
  type Counts,
  type CrowdSize,
  type Latencies,
  type Load,
  messageEvery,
  type Percentiles,
  type Platforms,
  usualCrowd,
} from "./crowd-load.ts";
import { quantile } from "./spread.ts";

const { tappers, writers, readers, strict }: CrowdSize = {
  ...usualCrowd,
  ...(JSON.parse(process.argv[2] ?? "{}") as Partial<CrowdSize>),
};

const telegram = await startTelegramServer(strict ? { limits: { flood: PLATFORM_FLOOD } } : {});
const slack = await startSlackServer();
const olga = slack.addUser({ name: "olga", realName: "Olga Orlova", locale: "ru-RU" });
const staffChannel = slack.addChannel({ name: "staff", members: [olga.id], withBot: true }).id;
const people = (length: number): number[] =>
  Array.from({ length }, () => {
    const { id } = telegram.addUser({ firstName: "Анна", languageCode: "ru" });
    telegram.privateChat(id);
    return id;
  });
const residents = people(tappers + writers);
const audience = people(readers);

const counted = /^(send|edit)/;
const counts: Counts = { sent: 0, refused: 0 };
telegram.onEvent((event) => {
  if (event.type !== "call" || !counted.test(event.call.method)) return;
  if (event.call.status === 429) counts.refused += 1;
  else counts.sent += 1;
});

/** When somebody first gets these words. */
const firstWith = async (words: string): Promise<number> => {
  await telegram.waitFor(
    (event) =>
      event?.type === "message" &&
      JSON.stringify(telegram.message(event.chatId, event.messageId) ?? "").includes(words),
    60_000,
  );
  return Date.now();
};

/** Brings everybody who will tap to a question with buttons: a request's category. */
const prepare = async (): Promise<void> => {
  const waiting = residents.slice(0, tappers);
  const act = async (): Promise<void> => {
    for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
      telegram.say({ from, text: "На кухне подтекает кран" });
      const form = await shows(from, /"f:skip:([\w-]+):1"/);
      forms.set(from, form);
      const asked = shows(from, new RegExp(`"f:o:(${form}):2:plumbing"`));
      await telegram.press({ from, data: `f:skip:${form}:1` });
      await asked;
    }
  };
  await Promise.all(Array.from({ length: 20 }, act));
};

/** The form that everybody stands in, as its buttons name it. */
const forms = new Map<number, string>();

/** Resolves to the form's name when a new or edited message in the chat has such a button. */
const shows = async (chatId: number, button: RegExp): Promise<string> => {
  let form = "";
  await telegram.waitFor((event) => {
    if (event?.type !== "message" || event.chatId !== chatId) return false;
    const found = button.exec(JSON.stringify(telegram.message(chatId, event.messageId) ?? ""));
    form = found?.[1] ?? "";
    return found !== null;
  }, 20_000);
  return form;
};

const answers: number[] = [];
const answeredAt: { at: number; ms: number }[] = [];
const edits: number[] = [];

/** There and back: the category's details, then the categories again. */
const tap = async (from: number, forth: boolean): Promise<void> => {
  const [began, at] = [performance.now(), Date.now()];
  const form = forms.get(from);
  const [there, back] = [`f:o:${form}:2:plumbing`, `f:back:${form}:3`];
  const pressed = telegram.press({ from, data: forth ? there : back });
  const edited = shows(from, new RegExp(`"(${forth ? back : there})"`));
  // Who finds the button not there yet, or sees no answer, counts as lost; the crowd goes on.
  edited.catch(() => undefined);
  const { answered } = await pressed;
  if (answered) {
    const ms = performance.now() - began;
    answers.push(ms);
    answeredAt.push({ at, ms });
  }
  await edited;
  edits.push(performance.now() - began);
};

/** Who stands at the details, so that a second load goes on from there. */
const atDetails = new Set<number>();

const tapOn = (from: number): Promise<void> => {
  const forth = !atDetails.has(from);
  if (forth) atDetails.add(from);
  else atDetails.delete(from);
  return tap(from, forth);
};

const load = async ({ perSecond, seconds }: Load): Promise<Latencies> => {
  const updates = perSecond * seconds;
  const began = performance.now();
  const taps: Promise<boolean>[] = [];
  for (let count = 0; count < updates; count += 1) {
    const wait = began + (count * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (count % messageEvery === messageEvery - 1)
      telegram.say({
        from: residents[tappers + (Math.floor(count / messageEvery) % writers)] ?? 0,
        text: "Прорвало трубу, заливает квартиру",
      });
    else taps.push(succeeds(tapOn(residents[count % tappers] ?? 0)));
  }
  const ended = await Promise.all(taps);
  return {
    updates,
    lost: ended.filter((shown) => !shown).length,
    answer: percentiles(answers),
    slowest: answeredAt.toSorted((a, b) => b.ms - a.ms).slice(0, 10),
    edit: percentiles(edits),
  };
};

/** Heard at once: a rejection that waits for the end of the load would end the process. */
const succeeds = (done: Promise<void>): Promise<boolean> =>
  done.then(
    () => true,
    () => false,
  );

const percentiles = (figures: number[]): Percentiles => ({
  p50: quantile(figures, 0.5),
  p99: quantile(figures, 0.99),
  most: Math.max(...figures),
});

process.on("message", async (asked: Asked) => {
  if (asked === "prepare") process.send?.(await prepare().then(() => "prepared"));
  else if (asked === "counts") process.send?.({ ...counts });
  else if ("words" in asked) process.send?.(await firstWith(asked.words));
  else {
    answers.length = 0;
    answeredAt.length = 0;
    edits.length = 0;
    process.send?.(await load(asked));
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({
  telegram: { token: telegram.token, apiRoot: telegram.apiRoot },
  slack: { botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl, staffChannel },
  residents,
  audience,
} satisfies Platforms);
