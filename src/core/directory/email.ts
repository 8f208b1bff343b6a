/** An address that mail can go to, lower-cased; undefined when it is none. Not a full RFC 5322 parser on purpose. */
export const normaliseEmail = (typed: string): string | undefined => {
  const text = typed.trim().toLowerCase();
  return text.length <= 254 && /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]+\.[^\s@.,;<>"]{2,}$/.test(text)
    ? text
    : undefined;
};
