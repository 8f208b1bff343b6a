import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiMethods, Opts, Update, UserFromGetMe } from "@grammyjs/types";
import type { Logger } from "pino";
import type { Downloaded } from "../../../core/files/file-source.ts";
import type { Upload } from "./upload.ts";

type Methods = ApiMethods<Upload>;
export type Method = keyof Methods;
export type Params<M extends Method> = Opts<Upload>[M];
export type Result<M extends Method> = ReturnType<Methods[M]>;

/** A library's way to the Bot API: raw updates in, raw calls out. */
export interface TelegramTransport {
  /** Who the bot is. Waits a while for the network; throws an `OperatorFault` when the token is wrong. */
  identify(): Promise<UserFromGetMe>;
  /**
   * Starts to receive. An update is confirmed to Telegram only after `onUpdate` resolved for it; `onArrival` is
   * told at once, before the update waits for its turn. Throws an `OperatorFault` when Telegram refuses the bot.
   */
  start(onUpdate: OnUpdate, onArrival?: OnArrival): Promise<void>;
  /** Receives no more, lets what is in hand finish, and confirms it. */
  stop(): Promise<void>;
  /** Throws `ApiError` on a refusal and `NetworkError` without an answer. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  /** Bytes of a file by the path that getFile gave. Throws on passing faults. */
  download(filePath: string, maxBytes: number): Promise<Downloaded>;
  /** Answers 404 unless the mode is webhook. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export type OnUpdate = (update: Update) => Promise<void>;
export type OnArrival = (update: Update) => void;

type ReceivingMode = { kind: "polling" } | { kind: "webhook"; url: string; secret: string };

export interface TransportOptions {
  token: string;
  /** The official server if not given. */
  apiRoot?: string;
  mode: ReceivingMode;
  logger: Logger;
  /** Told once when receiving ended for good; the fault says what the operator should do. */
  onFatal(fault: Error): void;
  /** False while our own side (the database) is down: then no update is given up. */
  isHealthy(): Promise<boolean>;
}

export type CreateTransport = (options: TransportOptions) => TelegramTransport;

/** A fault that only the operator can mend. */
export class OperatorFault extends Error {
  constructor(remedy: string) {
    super(remedy);
    this.name = "OperatorFault";
  }
}

export const officialApiRoot = "https://api.telegram.org";
