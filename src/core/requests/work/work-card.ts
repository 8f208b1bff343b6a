import type { Db, QuoteState } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import type { Named } from "../request-card.ts";

export interface Slot {
  id: string;
  from: Date;
  to: Date;
}

/** What is under way for a request besides its state. */
export interface WorkCard {
  /** The contractor whose answer is waited for. */
  offeredTo: Named | null;
  agreed: Slot | null;
  proposed: Slot | null;
  /** The newest quote. */
  quote: { id: string; number: number; total: bigint; state: QuoteState; aboveLimit: boolean } | null;
  /** Whether whoever has the request is a contractor who accepted it. */
  byContractor: boolean;
  /** ISO 4217 */
  currency: string;
}

interface Row {
  accepted: string | null;
  currency: string;
  contractorId: string | null;
  contractorSealed: string | null;
  agreedId: string | null;
  agreedFrom: Date | null;
  agreedTo: Date | null;
  proposedId: string | null;
  proposedFrom: Date | null;
  proposedTo: Date | null;
  quoteId: string | null;
  quoteNumber: number | bigint | null;
  total: bigint | number | null;
  quoteState: QuoteState | null;
  aboveLimit: boolean | number | bigint | null;
}

/** Offer, visits and quote of a request in one statement, since every change draws its cards. Does not authorise. */
export const workCard = async (read: Db, vault: Vault, requestId: string): Promise<WorkCard> => {
  const [row] = await read.$queryRaw<Row[]>`
    SELECT c."currency", y."id" AS "accepted", o."contractorId", p."nameSealed" AS "contractorSealed",
      a."id" AS "agreedId", a."from" AS "agreedFrom", a."to" AS "agreedTo",
      w."id" AS "proposedId", w."from" AS "proposedFrom", w."to" AS "proposedTo",
      q."id" AS "quoteId", q."number" AS "quoteNumber", q."total", CAST(q."state" AS TEXT) AS "quoteState",
      q."aboveLimit"
    FROM "Request" r
    JOIN "Company" c ON c."id" = r."companyId"
    LEFT JOIN "WorkOffer" o ON o."requestId" = r."id" AND o."state" = 'offered'
    LEFT JOIN "WorkOffer" y ON y."requestId" = r."id" AND y."state" = 'accepted' AND y."contractorId" = r."assigneeId"
    LEFT JOIN "Person" p ON p."id" = o."contractorId"
    LEFT JOIN "Visit" a ON a."requestId" = r."id" AND a."state" = 'agreed'
    LEFT JOIN "Visit" w ON w."requestId" = r."id" AND w."state" = 'proposed'
    LEFT JOIN "Quote" q ON q."requestId" = r."id"
    WHERE r."id" = ${requestId}
    ORDER BY q."number" DESC`;
  if (!row) throw new Error(`Request ${requestId} is gone while its card is drawn.`);
  return {
    offeredTo:
      row.contractorId === null
        ? null
        : {
            id: row.contractorId,
            name: row.contractorSealed === null ? "" : vault.open(row.contractorSealed),
          },
    agreed: slotIn(row.agreedId, row.agreedFrom, row.agreedTo),
    proposed: slotIn(row.proposedId, row.proposedFrom, row.proposedTo),
    quote: quoteIn(row),
    byContractor: row.accepted !== null,
    currency: row.currency,
  };
};

const slotIn = (id: string | null, from: Date | null, to: Date | null): Slot | null =>
  id === null || from === null || to === null ? null : { id, from: new Date(from), to: new Date(to) };

const quoteIn = ({ quoteId, quoteNumber, total, quoteState, aboveLimit }: Row): WorkCard["quote"] =>
  quoteId === null || total === null || quoteState === null
    ? null
    : {
        id: quoteId,
        number: Number(quoteNumber),
        total: BigInt(total),
        state: quoteState,
        aboveLimit: aboveLimit === true || aboveLimit === 1 || aboveLimit === 1n,
      };

/** How a contractor stands to a request. */
export type Standing = "offered" | "accepted" | "declined" | "withdrawn";

/** By the newest offer that was made to the contractor; null when none ever was. */
export const standingOf = async (
  read: Db,
  { requestId, contractorId }: { requestId: string; contractorId: string },
): Promise<{ offerId: string; state: Standing } | null> => {
  const [row] = await read.$queryRaw<{ id: string; state: Standing }[]>`
    SELECT "id", CAST("state" AS TEXT) AS "state" FROM "WorkOffer"
    WHERE "requestId" = ${requestId} AND "contractorId" = ${contractorId} ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`;
  return row ? { offerId: row.id, state: row.state } : null;
};

/** The author's phone, for whoever has taken the work on; null when none is known. */
export const phoneOf = async (read: Db, vault: Vault, personId: string): Promise<string | null> => {
  const [row] = await read.$queryRaw<{ valueSealed: string }[]>`
    SELECT "valueSealed" FROM "ContactPoint" WHERE "personId" = ${personId} AND CAST("kind" AS TEXT) = 'phone'
    ORDER BY CASE WHEN "confirmedAt" IS NULL THEN 1 ELSE 0 END, "position", "createdAt" LIMIT 1`;
  return row ? vault.open(row.valueSealed) : null;
};
