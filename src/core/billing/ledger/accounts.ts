/** What a ledger account is; its name begins with it. */
export const accountKinds = [
  /** Asset: unpaid charges of a billing account. */
  "receivable",
  /** Asset: unpaid penalties of a billing account. */
  "penalties",
  /** Liability: what a billing account has paid ahead. */
  "advances",
  /** Income of a service. */
  "income",
  /** Income from penalties. */
  "penalty-income",
  /** Liability: money whose payer isn't known yet. */
  "suspense",
  /** Asset: money received, by the way it came. */
  "bank",
  "cash",
  /** Asset: money that a gateway holds. */
  "clearing",
  /** Expense: what a gateway keeps. */
  "fees",
  /** Expense: debts that were given up. */
  "write-offs",
  /** Equity: what was owed before the ledger began. */
  "opening",
] as const;

export type AccountKind = (typeof accountKinds)[number];

/** The name of an account: its kind and whose it is (a billing account, a service, the company, a bank account). */
export const ledgerAccount = (kind: AccountKind, of: string): string => `${kind}:${of}`;
