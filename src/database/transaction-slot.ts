import { markProvider } from "./as-db.ts";
import { DatabaseFault } from "./database-fault.ts";
import type { Db, Provider, TransactionOptions, Tx } from "./db.ts";
import type { StatementWatch } from "./statement-watch.ts";

/** One connection, on which one transaction at a time is opened. */
export interface TransactionSlot {
  readonly provider: Provider;
  readonly watch: StatementWatch;
  /** Begins a transaction and gives what speaks to the database in it. */
  begin(options: TransactionOptions): Promise<Db>;
  /** False: the database did not even take the beginning, as when it was restarted meanwhile. */
  begun(): boolean;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

const defaultTimeoutMs = 10_000;
const forbidden = new Set<string | symbol>(["$transaction", "$connect", "$disconnect", "$extends", "$on"]);

/** What `fn` gets: it stops working when the transaction is over, however long somebody keeps it. */
const guardedTx = (client: Db, provider: Provider, isOver: () => boolean): Tx => {
  const tx = new Proxy(client, {
    get: (_, name) => {
      if (isOver()) {
        throw new DatabaseFault(
          "transaction-over",
          "This transaction is over; await everything inside of it.",
        );
      }
      if (forbidden.has(name)) throw new Error(`${String(name)} cannot be used inside a transaction.`);
      const value: unknown = Reflect.get(client, name);
      return typeof value === "function" ? value.bind(client) : value;
    },
  });
  return markProvider(tx, provider) as Tx;
};

const within = async <T>(timeoutMs: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new DatabaseFault(
            "transaction-timeout",
            `A transaction was open for more than ${timeoutMs} ms and was rolled back; keep network calls and long loops out of it.`,
          ),
        ),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Begins, runs `fn`, commits; rolls back when `fn` throws, is too slow, or swallowed a failed statement. */
export const runInSlot = async <T>(
  slot: TransactionSlot,
  fn: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> => {
  let over = false;
  const client = await slot.begin(options);
  slot.watch.failure = undefined;
  slot.watch.open = true;
  try {
    const work = fn(guardedTx(client, slot.provider, () => over));
    const result = await within(options.timeoutMs ?? defaultTimeoutMs, work);
    if (slot.watch.failure !== undefined) {
      throw new DatabaseFault(
        "swallowed-failure",
        "A statement failed inside a transaction that went on; PostgreSQL would lose it all. Put the risky statement into savepoint(tx, …).",
        slot.watch.failure,
      );
    }
    over = true;
    slot.watch.open = false;
    await slot.commit();
    return result;
  } catch (error) {
    over = true;
    slot.watch.open = false;
    await slot.rollback();
    throw error;
  }
};
