import type { AnnouncementModel } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Audience } from "./audience.ts";

/** An announcement's words in one language. */
export interface Words {
  title: string;
  body: string;
}

/** By language; each reader gets their own, else the company's, else any. */
export type Texts = Readonly<Record<string, Words>>;

/** Lengths in characters. With what stands around it, an announcement fits into one Telegram message; under its files a caption holds less. */
export const announcementLimits = { title: 120, body: 2500, files: 5, caption: 1024 } as const;

export const repeats = ["weekly", "monthly"] as const;

export type Repeat = (typeof repeats)[number];

export const isRepeat = (text: string | null): text is Repeat => repeats.some((repeat) => repeat === text);

export const audienceIn = ({ audience }: Pick<AnnouncementModel, "audience">): Audience =>
  audience as unknown as Audience;

export const sealTexts = (vault: Vault, texts: Texts): string => vault.seal(JSON.stringify(texts));

export const openTexts = (vault: Vault, sealed: string): Texts => JSON.parse(vault.open(sealed)) as Texts;
