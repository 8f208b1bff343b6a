import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultName, Overview } from "../page/wire.ts";
import type { Live } from "./live.ts";
import { readJson, sendBytes, sendJson } from "./respond.ts";
import { peopleOf, slackScreen } from "./slack-screen.ts";
import type { SandboxHost, Stage } from "./stage.ts";
import { phonesOf, telegramChat } from "./telegram-screen.ts";

/** What people do on a phone: the verbs of the local Telegram that the page may use. */
const telegramDeeds = new Set([
  ...["say", "start", "edit", "sendPhoto", "sendVideo", "sendDocument", "sendVoice", "sendAlbum"],
  ...["sendContact", "sendLocation", "press", "pressKey", "vote", "react", "block", "unblock"],
]);

/** What people do in the workspace. */
const slackDeeds = new Set([
  ...["post", "edit", "remove", "react", "unreact", "press", "suggest", "command", "messageShortcut"],
  ...["globalShortcut", "openHome", "fill", "submit", "closeModal"],
]);

type Deeds = Readonly<Record<string, ((input: unknown) => unknown) | undefined>>;

/** Everything under /api/ of the page. */
export const createRoutes = (host: SandboxHost, live: Live) => {
  const onStage = (): Stage => {
    const stage = host.stage();
    if (!stage) throw new Error("The sandbox is still opening.");
    return stage;
  };

  const overview = async (): Promise<Overview> => {
    const stage = host.stage();
    const bot = stage?.telegram.bot();
    return {
      ready: stage !== undefined,
      progress: host.progress(),
      now: host.now().getTime(),
      timeZone: host.timeZone,
      bot: { name: bot?.first_name ?? "Domovoy", username: bot?.username ?? "" },
      phones: stage ? phonesOf(stage) : [],
      team: "Domovoy",
      people: stage ? peopleOf(stage) : [],
      staffChannel: stage?.staffChannel ?? "",
      command: "/domovoy",
      slashHints: stage?.slashHints ?? [],
      shortcuts: stage?.shortcuts ?? [],
      faults: host.faults(),
      guide: await host.guide(),
      heroes: stage?.heroes ?? {},
      epoch: host.epoch(),
    };
  };

  const read: Readonly<Record<string, (params: URLSearchParams) => unknown>> = {
    overview,
    telegram: (params) =>
      host.stage() &&
      telegramChat(onStage(), Number(params.get("as")), Number(params.get("chat") ?? params.get("as"))),
    slack: (params) =>
      host.stage() &&
      slackScreen(onStage(), {
        user: params.get("user") ?? "",
        channel: params.get("channel"),
        thread: params.get("thread"),
      }),
  };

  const act: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    clock: ({ ms }) => host.moveClock(Math.max(0, Number(ms) || 0)),
    fault: ({ name, on }) => host.setFault(name as FaultName, on === true),
    "start-over": () => host.startOver(),
    "restart-guide": () => host.restartGuide(),
  };

  const deedsOf = (platform: string | undefined, verb: string): ((input: unknown) => unknown) | undefined => {
    const stage = onStage();
    if (platform === "telegram" && telegramDeeds.has(verb)) return (stage.telegram as unknown as Deeds)[verb];
    if (platform === "slack" && slackDeeds.has(verb)) return (stage.slack.deeds as unknown as Deeds)[verb];
    return undefined;
  };

  const sendFile = async (kind: string | undefined, id: string, response: ServerResponse): Promise<void> => {
    if (kind === "sample") {
      const bytes = await host.samplePhoto(id);
      if (bytes) return sendBytes(response, { bytes, type: "image/jpeg", name: `${id}.jpg` });
    }
    if (kind === "telegram") {
      const file = onStage().telegram.file(id);
      if (file) return sendBytes(response, { bytes: file.bytes, type: file.mimeType, name: file.name });
    }
    if (kind === "slack") {
      const file = onStage().slack.file(id);
      if (file) return sendBytes(response, { bytes: file.bytes, type: file.mimetype, name: file.name });
    }
    sendJson(response, 404, { ok: false, error: "There is no such file." });
  };

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const [, , area = "", name = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
    if (request.method === "GET") {
      if (area === "live") return live.stream(response, Number(url.searchParams.get("after") ?? 0));
      if (area === "file") return sendFile(name, rest.join("/"), response);
      const query = Object.hasOwn(read, area) ? read[area] : undefined;
      if (query) return answer(response, () => query(url.searchParams));
      return sendJson(response, 404, { ok: false, error: "unknown" });
    }
    // A page of another origin can't send this type without asking first.
    if (!request.headers["content-type"]?.startsWith("application/json"))
      return sendJson(response, 415, { ok: false, error: "Send application/json." });
    const input = (await readJson(request)) as Record<string, unknown>;
    const own = Object.hasOwn(act, area) ? act[area] : undefined;
    if (own) return answer(response, () => own(input));
    return answer(response, () => {
      const deed = deedsOf(area, name);
      if (!deed) throw new Error(`Nobody can ${name} there.`);
      return deed(input.value);
    });
  };
};

const answer = async (response: ServerResponse, work: () => unknown): Promise<void> => {
  try {
    sendJson(response, 200, { ok: true, result: (await work()) ?? null });
  } catch (error) {
    sendJson(response, 400, { ok: false, error: error instanceof Error ? error.message : String(error) });
  }
};
