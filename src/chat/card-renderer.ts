import type { Vault } from "../core/crypto/vault.ts";
import type { Address, Platform } from "../core/platform.ts";
import type { Database, Db } from "../database/db.ts";
import type { CardModel } from "../database/types.ts";
import { encodeAction } from "./action.ts";
import { prepareView } from "./prepare-view.ts";
import type { View } from "./view.ts";

/** Draws one kind of card from what is in the database now; null when its subject is gone. */
export type CardPresenter = (read: Db, vault: Vault, card: CardModel) => Promise<View | null>;

export interface DrawnCard {
  address: Address;
  messageId?: string;
  language: string;
  content: View;
  /** The hash of what its message shows, if it has one. */
  shown: string | null;
}

/** What delivery calls when a card's turn comes: the newest state is drawn, however many changes led to it. */
export const createCardRenderer =
  (database: Database, vault: Vault, presenters: Readonly<Record<string, CardPresenter>>) =>
  async (cardId: string): Promise<DrawnCard | null> => {
    const [card] = await database.read.$queryRaw<CardModel[]>`
      SELECT "id", "companyId", "kind", "subjectId", "platform", "chatId", "threadId", "messageId", "personId",
        "language", "shown", "createdAt"
      FROM "Card" WHERE "id" = ${cardId}`;
    const present = card && presenters[card.kind];
    if (!card || !present) return null;
    const view = await present(database.read, vault, card);
    if (!view) return null;
    return {
      address: {
        platform: card.platform as Platform,
        chatId: card.chatId,
        ...(card.threadId ? { threadId: card.threadId } : {}),
      },
      ...(card.messageId === null ? {} : { messageId: card.messageId }),
      language: card.language,
      shown: card.shown,
      content: needsSpill(view) ? await database.transaction((tx) => prepareView({ tx, vault }, view)) : view,
    };
  };

const needsSpill = (view: View): boolean =>
  (view.buttons ?? []).flat().some(({ do: it }) => "action" in it && encodeAction(it.action) === undefined);
