import type { Vault } from "../core/crypto/vault.ts";
import type { Address } from "../core/platform.ts";
import type { Database } from "../database/db.ts";
import type { Outgoing, OutgoingRow } from "./channel.ts";
import type { Row } from "./row.ts";

/** A card as it looks now; made by the chat layer. */
export interface RenderedCard {
  address: Address;
  messageId?: string;
  content: object;
  language: string;
  /** The hash of what its message shows, if it has one. */
  shown: string | null;
}

/** Undefined or null: there is nothing to show any more. */
export type RenderCard = (cardId: string) => Promise<RenderedCard | null>;

/** The content that a row's `drawnFrom` names, as it is now; null: there is nothing to send any more. */
export type DrawContent = (from: string) => Promise<object | null>;

export interface PrepareDeps {
  database: Database;
  vault: Vault;
  renderCard: RenderCard;
  /** Only where something is drawn. */
  draw?: DrawContent;
}

export interface Prepared {
  outgoing: Outgoing<object>;
  /** The card's hash once this is shown. */
  shown?: string;
}

/** What to send for a row; nothing when its card is gone or shows the same already. Throws on unreadable content. */
export const prepare = async (deps: PrepareDeps, row: Row): Promise<Prepared | undefined> => {
  if (row.kind === "card") return row.cardId === null ? undefined : prepareCard(deps, row, row.cardId);
  const content = await contentOf(deps, row);
  if (content === null) return undefined;
  const threadId = await threadOf(deps.database, row);
  return {
    outgoing: {
      row: outgoingRow(row),
      address: {
        platform: row.platform,
        chatId: row.chatId,
        ...(threadId === null ? {} : { threadId }),
      },
      content,
      language: row.language,
      ...(row.editMessageId === null ? {} : { editMessageId: row.editMessageId }),
      ...(row.kind === "pin" || row.kind === "unpin" ? { pin: row.kind } : {}),
    },
  };
};

const contentOf = async (deps: PrepareDeps, row: Row): Promise<object | null> => {
  if (row.kind === "pin" || row.kind === "unpin") return {};
  if (row.drawnFrom !== null) {
    if (deps.draw === undefined) throw new Error(`nobody draws ${row.drawnFrom}; give startDelivery a draw`);
    return deps.draw(row.drawnFrom);
  }
  if (row.contentSealed === null) throw new Error("the message has no content");
  return JSON.parse(deps.vault.open(row.contentSealed)) as object;
};

const outgoingRow = ({ id, lane }: Row): OutgoingRow => ({ id, lane });

/** The card came before in the same chat, so its message is known by now; if it was given up, there is no thread. */
const threadOf = async (database: Database, { threadId, threadCardId }: Row): Promise<string | null> => {
  if (threadCardId === null) return threadId;
  const [card] = await database.read.$queryRaw<{ messageId: string | null }[]>`
    SELECT "messageId" FROM "Card" WHERE "id" = ${threadCardId}`;
  return card?.messageId ?? null;
};

const prepareCard = async (
  { vault, renderCard }: PrepareDeps,
  row: Row,
  cardId: string,
): Promise<Prepared | undefined> => {
  const rendered = await renderCard(cardId);
  if (rendered === null) return undefined;
  const { address, content, language, messageId } = rendered;
  const shown = vault.hash("card", JSON.stringify([language, content]));
  if (messageId !== undefined && shown === rendered.shown) return undefined;
  return {
    outgoing: {
      row: outgoingRow(row),
      address,
      content,
      language,
      ...(messageId === undefined ? {} : { editMessageId: messageId }),
    },
    shown,
  };
};
