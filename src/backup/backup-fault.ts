export type BackupFaultCode =
  | "archive-damaged"
  | "archive-unknown"
  | "check-failed"
  | "in-use"
  | "nothing-to-back-up"
  | "output-exists"
  | "schema-ahead"
  | "tools-missing"
  | "wrong-key"
  | "wrong-provider";

/** A backup or restore that cannot be done; the message says what the operator should do. */
export class BackupFault extends Error {
  readonly code: BackupFaultCode;

  constructor(code: BackupFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "BackupFault";
    this.code = code;
  }
}
