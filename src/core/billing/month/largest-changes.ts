/** How an account's month differs from the one before. */
export interface Change {
  accountId: string;
  unitId: string;
  before: bigint;
  after: bigint;
}

/** How many the preview shows. */
const shown = 10;

export const largestChanges = (
  receipts: readonly { accountId: string; unitId: string; charged: bigint }[],
  before: ReadonlyMap<string, bigint>,
): Change[] =>
  mergeChanges(
    [],
    receipts.flatMap(({ accountId, unitId, charged }) => {
      const was = before.get(accountId);
      return was === undefined || was === charged ? [] : [{ accountId, unitId, before: was, after: charged }];
    }),
  );

/** The largest of both. */
export const mergeChanges = (a: readonly Change[], b: readonly Change[]): Change[] =>
  [...a, ...b].sort((x, y) => compare(sizeOf(y), sizeOf(x))).slice(0, shown);

const sizeOf = ({ before, after }: Change): bigint => (after > before ? after - before : before - after);

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** For the column BillingMonth.changes. */
export const changesToJson = (changes: readonly Change[]): Record<string, string>[] =>
  changes.map(({ before, after, ...whose }) => ({ ...whose, before: String(before), after: String(after) }));

export const changesFromJson = (json: unknown): Change[] =>
  Array.isArray(json)
    ? (json as Record<keyof Change, string>[]).map(({ accountId, unitId, before, after }) => ({
        accountId,
        unitId,
        before: BigInt(before),
        after: BigInt(after),
      }))
    : [];
