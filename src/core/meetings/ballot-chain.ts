import { createHash } from "node:crypto";
import type { MeetingBallotModel, SecretChoiceModel } from "../../database/types.ts";

/** What the first ballot follows, and the sum of no secret choices. */
export const chainStart = "0".repeat(64);

/** A ballot's place in its meeting's chain: changes when it or any before it is changed. */
export const ballotHash = (previous: string, ballot: Omit<MeetingBallotModel, "hash">): string =>
  sha256([
    previous,
    ballot.meetingId,
    ballot.index,
    ballot.companyId,
    ballot.personId,
    ballot.by,
    ballot.way,
    ballot.proxyId,
    ballot.answersSealed,
    ballot.withdrawn,
    ballot.castBy,
    ballot.castAt.toISOString(),
    ballot.receivedOn,
  ]);

/**
 * The urn with one more secret choice in it: a sum, so that nothing tells in which order they came, and none can be
 * changed, taken out or put in without another sum.
 */
export const urnWith = (urn: string, choice: SecretChoiceModel): string => {
  const hash = sha256([
    choice.id,
    choice.meetingId,
    choice.weight,
    choice.shares,
    choice.way,
    choice.answersSealed,
    choice.receiptHash,
  ]);
  return ((BigInt(`0x${urn}`) + BigInt(`0x${hash}`)) % 2n ** 256n).toString(16).padStart(64, "0");
};

const sha256 = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");
