const trunkPrefix = "8";
const countryCode = "7";
/** E.164: a country code and number of at most 15 digits; no country has numbers of fewer than 7 with its code. */
const international = /^[1-9]\d{6,14}$/;
const domestic = /^[3-9]\d{9}$/;

/**
 * A phone number in E.164, or undefined when it is none. Without a plus it is read as Russia and Kazakhstan dial it:
 * "8 (916) …" and "916 …" are "+7916…".
 */
export const normalisePhone = (typed: string): string | undefined => {
  const text = typed.trim().replace(/^(тел|моб|tel|phone|mob)[.:\s]*/i, "");
  if (/[^\d\s()+.\-–—/]/.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  if (text.indexOf("+") > 0) return undefined;
  if (text.startsWith("+")) return checked(digits);
  if (digits.startsWith("00")) return checked(digits.slice(2));
  if (digits.length === 10 && domestic.test(digits)) return `+${countryCode}${digits}`;
  if (digits.length === 11 && digits.startsWith(trunkPrefix)) return checked(countryCode + digits.slice(1));
  return checked(digits);
};

const checked = (digits: string): string | undefined => {
  if (!international.test(digits)) return undefined;
  if (digits.startsWith(countryCode) && !(digits.length === 11 && domestic.test(digits.slice(1))))
    return undefined;
  return `+${digits}`;
};

/** The numbers of a cell such as "8 916 123-45-67, +7 495 …"; those that are none come back as they stand. */
export const phonesIn = (cell: string): { phones: string[]; wrong: string[] } => {
  const phones = new Set<string>();
  const wrong: string[] = [];
  for (const part of cell
    .split(/[,;\n|]|\s(?:и|and)\s|\s\/\s/)
    .map((piece) => piece.trim())
    .filter(Boolean)) {
    const phone = normalisePhone(part);
    const found = phone ? [phone] : phonesAmongWords(part);
    for (const each of found) phones.add(each);
    if (found.length === 0) wrong.push(part);
  }
  return { phones: [...phones], wrong };
};

const extension = /(доб|вн|ext)\.?\s*\d+\s*$/i;
const remark = /\([^)]*\p{L}[^)]*\)|[\p{L}'".:№]+/gu;
const oneOfSeveral = /(?:\+\d{1,3}|[78])?[\s(.\-–—]*\d{3}[\s).\-–—]*\d{3}[\s.\-–—]*\d{2}[\s.\-–—]*\d{2}/g;

/** Numbers with remarks ("8 916 … (жена)"), extensions, or one behind the other; none unless all digits are of numbers. */
const phonesAmongWords = (part: string): string[] => {
  const bare = part.replace(extension, "").replace(remark, " ");
  const pieces = bare.split("/").flatMap((piece) => {
    const whole = normalisePhone(piece);
    if (whole) return [whole];
    const several = [...piece.matchAll(oneOfSeveral)].map(([text]) => text);
    const rest = several.reduce((left, text) => left.replace(text, ""), piece);
    return /\d/.test(rest) ? [undefined] : several.map(normalisePhone);
  });
  const phones = pieces.filter((phone) => phone !== undefined);
  return phones.length === pieces.length ? phones : [];
};
