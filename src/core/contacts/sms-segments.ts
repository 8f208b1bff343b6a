/** What a short message costs to send: the alphabet it needs and the parts it is cut into. */
export interface SmsParts {
  alphabet: "gsm-7" | "ucs-2";
  /** The text of each part, in order; at least one. */
  parts: string[];
}

// 3GPP TS 23.038: the default alphabet, and what takes an escape before it.
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "\f^{}\\[~]|€";

const cost = new Map<string, number>([
  ...[...basic].map((char): [string, number] => [char, 1]),
  ...[...extended].map((char): [string, number] => [char, 2]),
]);

// A part of several gives 6 bytes to the header that joins them (3GPP TS 23.040, 9.2.3.24.1).
const room = { "gsm-7": { alone: 160, joined: 153 }, "ucs-2": { alone: 70, joined: 67 } } as const;

/** Cuts a text into the parts it is sent and paid in. A character is never cut in two. */
export const smsParts = (text: string): SmsParts => {
  const chars = [...text];
  const alphabet = chars.every((char) => cost.has(char)) ? "gsm-7" : "ucs-2";
  const sizeOf = (char: string): number => (alphabet === "gsm-7" ? (cost.get(char) ?? 1) : char.length);
  const size = chars.reduce((sum, char) => sum + sizeOf(char), 0);
  if (size <= room[alphabet].alone) return { alphabet, parts: [text] };
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const char of chars) {
    if (used + sizeOf(char) > room[alphabet].joined) {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += char;
    used += sizeOf(char);
  }
  return { alphabet, parts: [...parts, part] };
};

/** How many parts a text is paid as. */
export const smsSegments = (text: string): number => smsParts(text).parts.length;

/** The longest beginning of the text that fits into so many parts, with a sign that something was cut, and its end whole. */
export const fitSms = (text: string, segments: number, end = ""): string => {
  if (smsSegments(`${text}${end}`) <= segments) return `${text}${end}`;
  const chars = [...text];
  let [fits, tooLong] = [0, chars.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (smsSegments(`${cutAt(chars, middle)}${end}`) <= segments) fits = middle;
    else tooLong = middle;
  }
  return `${cutAt(chars, fits)}${end}`;
};

const cutAt = (chars: readonly string[], length: number): string =>
  `${chars.slice(0, length).join("").trimEnd()}...`;
