export type SlackFaultCode = "bot-token" | "app-token" | "staff-channel" | "unreachable";

/** Slack can't be started; the message says what the operator should do. */
export class SlackFault extends Error {
  readonly code: SlackFaultCode;

  constructor(code: SlackFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "SlackFault";
    this.code = code;
  }
}
