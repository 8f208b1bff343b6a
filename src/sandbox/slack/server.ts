import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Context, createTimers } from "./context.ts";
import { createControl, type SlackControl } from "./control/control.ts";
import { createControlHttp } from "./control/http.ts";
import { createGateway } from "./delivery/gateway.ts";
import { createHttpEvents } from "./delivery/http-events.ts";
import { createSocketMode } from "./delivery/socket-mode.ts";
import { createFaults } from "./faults.ts";
import { createRouter } from "./http/router.ts";
import { createJournal } from "./journal.ts";
import { type SlackClock, type SlackServerOptions, settingsFrom } from "./options.ts";
import { createWorkspace } from "./state/workspace.ts";
import { captureWorkspace, restoreWorkspace, type WorkspaceState } from "./state/workspace-state.ts";
import { allMethods } from "./web-api/methods.ts";
import { postScheduled } from "./web-api/scheduled.ts";
import { createWebApi } from "./web-api/serve.ts";

/** A running local Slack: where an app connects, and what people do on it. */
export interface SlackServer extends SlackControl {
  /** Such as http://127.0.0.1:4711. */
  readonly url: string;
  /** For Bolt's clientOptions.slackApiUrl; ends in /api/. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  /** All that outlives the server. */
  capture(): WorkspaceState;
  stop(): Promise<void>;
}

const wallClock: SlackClock = { now: () => new Date() };
const DUE_MS = 1_000;

/** Starts a local Slack on a free port of this machine; its state is in memory, empty or as it was captured. */
export const startSlackServer = async (options: SlackServerOptions = {}): Promise<SlackServer> => {
  const clock = options.clock ?? wallClock;
  const settings = settingsFrom(options);
  const workspace = createWorkspace(options, clock);
  const journal = createJournal(clock);
  const faults = createFaults();
  const timers = createTimers();
  let origin = "";

  const sockets = createSocketMode({ appId: workspace.app.appId, settings, journal, timers });
  const gateway = createGateway({
    settings,
    journal,
    faults,
    timers,
    first: options.requestUrl
      ? createHttpEvents(options.requestUrl, settings, faults, workspace.app.verificationToken)
      : sockets,
  });
  const context: Context = {
    workspace,
    settings,
    clock,
    journal,
    faults,
    gateway,
    timers,
    origin: () => origin,
  };

  const socketUrl = (): string =>
    `${origin.replace(/^http/, "ws")}/link/?ticket=${sockets.ticket()}&app_id=${workspace.app.appId}`;
  const webApi = createWebApi(context, allMethods(socketUrl));
  const control = createControl(context, sockets, webApi.calls);
  const controlHttp = createControlHttp({
    journal,
    commands: control.deeds,
    queries: {
      state: control.state,
      calls: (params) => control.calls(params.get("method") ?? undefined),
      journal: (params) => journal.entries(Number(params.get("after") ?? 0)),
    },
  });

  const http = createServer(createRouter(context, webApi, controlHttp));
  http.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  origin = await listen(http, options.port ?? 0, options.host ?? "127.0.0.1");
  if (options.state) restoreWorkspace(workspace, options.state, origin);
  const due = setInterval(() => postScheduled(context), DUE_MS);
  due.unref();

  return {
    ...control,
    url: origin,
    apiUrl: `${origin}/api/`,
    botToken: settings.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    teamId: workspace.team.id,
    botUserId: workspace.app.botUserId,
    botId: workspace.app.botId,
    appId: workspace.app.appId,
    capture: () => captureWorkspace(workspace, origin),
    stop: async () => {
      clearInterval(due);
      gateway.stop();
      timers.stop();
      faults.clear();
      await sockets.stop();
      await close(http);
    },
  };
};

const listen = (http: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      const { port: bound } = http.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });

const close = (http: Server): Promise<void> =>
  new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
