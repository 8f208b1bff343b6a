import type { FaultName, GuideStep, MessageShortcut, PhoneGroup, SlashHint, Words } from "../page/wire.ts";
import type { SlackServer } from "../slack/server.ts";
import type { TelegramServer } from "../telegram/server.ts";

/** A phone of the stage and what is written beside its owner's name. */
export interface StagePhone {
  userId: number;
  group: PhoneGroup;
  note: Words;
}

/** Both platforms with their people, as long as nobody starts over. */
export interface Stage {
  telegram: TelegramServer;
  slack: SlackServer;
  staffChannel: string;
  phones: readonly StagePhone[];
  /** Slack users to act as, the first one first. */
  managers: readonly { id: string; note: Words }[];
  /** Whom the first steps speak of, by the language of the page. */
  heroes: Readonly<Record<string, number>>;
  slashHints: readonly SlashHint[];
  shortcuts: readonly MessageShortcut[];
}

/** Who runs the stage and the app between its platforms; told by the sandbox page what to do. */
export interface SandboxHost {
  /** Undefined while it opens. */
  stage(): Stage | undefined;
  /** Where the making of the first data stands; null when it is done. */
  progress(): { done: number; total: number } | null;
  timeZone: string;
  now(): Date;
  /** Moves the time forward; resolves when everything that became due is done. */
  moveClock(ms: number): Promise<void>;
  /** Which of the first steps are done. */
  guide(): Promise<readonly GuideStep[]>;
  /** Begins the guide anew. */
  restartGuide(): Promise<void>;
  /** A picture to send, for people who have none at hand. */
  samplePhoto(name: string): Promise<Buffer | undefined>;
  faults(): readonly FaultName[];
  setFault(name: FaultName, on: boolean): void;
  /** Forgets everything and begins anew. */
  startOver(): Promise<void>;
  /** Called when the stage, the progress or the time changed. */
  onChange(listener: () => void): () => void;
  /** Differs after every start over. */
  epoch(): number;
}
