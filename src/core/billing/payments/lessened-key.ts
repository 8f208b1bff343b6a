/** The beginning of the ledger keys of entries that made a write-off smaller. */
export const lessenedKeys = (writeOffId: string): string => `write-off-lessened:${writeOffId}:`;

/** The ledger's key of the entry that makes a write-off of a receipt's penalty smaller. */
export const lessenedKey = (
  { writeOffId, receiptId }: { writeOffId: string; receiptId: string },
  because: string,
): string => `${lessenedKeys(writeOffId)}${receiptId}:${because}`;
