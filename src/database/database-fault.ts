export type DatabaseFaultCode =
  | "bad-url"
  | "cannot-open"
  | "closed"
  | "migration-failed"
  | "schema-ahead"
  | "schema-outdated"
  | "swallowed-failure"
  | "transaction-over"
  | "transaction-timeout";

/** A fault of the database or of its use; the message says what the operator or programmer should do. */
export class DatabaseFault extends Error {
  readonly code: DatabaseFaultCode;

  constructor(code: DatabaseFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "DatabaseFault";
    this.code = code;
  }
}
