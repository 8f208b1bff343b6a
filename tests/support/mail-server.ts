import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Letter {
  from: string;
  to: string[];
  /** Headers and body as they came. */
  raw: string;
  /** By name in lower case; folded lines are joined. */
  headers: Map<string, string>;
  /** All text parts, decoded. */
  words: string;
}

/** A real mail server that keeps what it takes, and refuses what it is told to. */
export interface MailServer {
  url: string;
  letters: Letter[];
  /** The next RCPT TO of this address is answered so. */
  refuse(address: string, code: number, text: string): void;
  /** The next letter's content is answered so. */
  refuseContent(code: number, text: string): void;
  stop(): Promise<void>;
}

export const startMailServer = async (port = 0): Promise<MailServer> => {
  const letters: Letter[] = [];
  const refusals = new Map<string, Error>();
  let content: Error | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onAuth: ({ username, password }, _session, answer) =>
      password === "secret"
        ? answer(null, { user: username })
        : answer(Object.assign(new Error("5.7.8 wrong password"), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, answer) => {
      const refusal = refusals.get(address);
      refusals.delete(address);
      answer(refusal);
    },
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = content;
        content = undefined;
        if (refusal) return answer(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          ...readLetter(Buffer.concat(chunks).toString()),
        });
        return answer();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://office:secret@127.0.0.1:${listening}`,
    letters,
    refuse: (address, code, text) =>
      void refusals.set(address, Object.assign(new Error(text), { responseCode: code })),
    refuseContent: (code, text) => {
      content = Object.assign(new Error(text), { responseCode: code });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const readLetter = (raw: string): Pick<Letter, "raw" | "headers" | "words"> => {
  const end = raw.indexOf("\r\n\r\n");
  return { raw, headers: headersOf(raw.slice(0, end)), words: wordsOf(raw) };
};

const headersOf = (head: string): Map<string, string> =>
  new Map(
    head
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
      }),
  );

/** RFC 2047 */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, body: string) =>
      how.toUpperCase() === "B"
        ? Buffer.from(body, "base64").toString()
        : quotedPrintable(body.replaceAll("_", " ")),
    );

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, "")
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();

const wordsOf = (raw: string): string =>
  [
    ...raw.matchAll(
      /Content-Type: text\/[\s\S]*?Content-Transfer-Encoding: (\S+)\r\n(?:[\w-]+:.*\r\n)*\r\n([\s\S]*?)(?=\r\n--|$)/gi,
    ),
  ]
    .map(([, encoding = "", body = ""]) =>
      encoding === "base64"
        ? Buffer.from(body, "base64").toString()
        : encoding === "quoted-printable"
          ? quotedPrintable(body)
          : body,
    )
    .join("\n");
