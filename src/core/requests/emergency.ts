/** What kinds of emergency there are, the most dangerous first. */
export const emergencyKinds = [
  "gas",
  "fire",
  "lift",
  "sparks",
  "power",
  "sewage",
  "flood",
  "heating",
] as const;

export type EmergencyKind = (typeof emergencyKinds)[number];

export interface Emergency {
  kind: EmergencyKind;
  /** Life is in danger: the resident is first told to call 112. */
  call112: boolean;
}

/**
 * How one language names emergencies. A phrase is words parted by spaces, in any order near each other;
 * a word is `exact`, `stem*` or alternatives `a|b*`.
 */
export interface EmergencyWords {
  kinds: Partial<Record<EmergencyKind, readonly string[]>>;
  /** Phrases, in this order and adjacent, that name something harmless: "fire door", "акт о заливе". */
  innocent: readonly string[];
  /** Words that deny what follows at once, or what they end: "не", "no". */
  negations: readonly string[];
  /** Words that may stand between a negation and what it denies: "any", "уже". */
  fillers: readonly string[];
}

const call112: ReadonlySet<EmergencyKind> = new Set(["gas", "fire"]);

const categoryKinds: Readonly<Record<string, EmergencyKind>> = {
  gas: "gas",
  "lift.stuck": "lift",
  "electricity.sparks": "sparks",
  "electricity.no-power": "power",
  "plumbing.sewer": "sewage",
  "plumbing.burst": "flood",
  "heating.none": "heating",
  "heating.leak": "flood",
};

/** How far apart the words of a phrase may stand. */
const reach = 8;

const emergencyOf = (kind: EmergencyKind): Emergency => ({ kind, call112: call112.has(kind) });

/** The emergency that a default category means by itself. */
export const emergencyOfCategory = (categoryKey: string): Emergency | null => {
  const kind = categoryKinds[categoryKey];
  return kind ? emergencyOf(kind) : null;
};

/** The emergency that a text tells of, in any of the languages; the most dangerous one of several. */
export const emergencyInText = (languages: readonly EmergencyWords[], text: string): Emergency | null => {
  const found = new Set(languages.flatMap((words) => kindsIn(words, text)));
  const kind = emergencyKinds.find((each) => found.has(each));
  return kind ? emergencyOf(kind) : null;
};

/** What a category and a text together mean. */
export const recogniseEmergency = (
  languages: readonly EmergencyWords[],
  categoryKey: string,
  text: string,
): Emergency | null => {
  const both = [emergencyInText(languages, text), emergencyOfCategory(categoryKey)].filter(
    (each) => each !== null,
  );
  return both.sort((a, b) => emergencyKinds.indexOf(a.kind) - emergencyKinds.indexOf(b.kind))[0] ?? null;
};

const pause = ",";

/** Sentences as lists of lower-case words; a comma stays as a token, since a negation does not reach over it. */
const sentencesOf = (text: string): string[][] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll("’", "'")
    .split(/[.!?;\n…]+/u)
    .map((sentence) => sentence.match(/[\p{L}\p{N}']+|[,:()]|\s[-–—]\s/gu) ?? [])
    .map((tokens) => tokens.map((token) => (/[\p{L}\p{N}]/u.test(token) ? token : pause)))
    .filter((tokens) => tokens.length > 0);

/** A word of a phrase, taken apart. */
interface Term {
  exact: readonly string[];
  stems: readonly string[];
}

interface ReadWords {
  kinds: ReadonlyMap<EmergencyKind, readonly Term[][]>;
  innocent: readonly Term[][];
}

const termsOf = (phrase: string): Term[] =>
  phrase.split(" ").map((term) => {
    const forms = term.split("|");
    return {
      exact: forms.filter((form) => !form.endsWith("*")),
      stems: forms.filter((form) => form.endsWith("*")).map((form) => form.slice(0, -1)),
    };
  });

const read = new WeakMap<EmergencyWords, ReadWords>();

/** Phrases are taken apart once: every step of a form asks about its text, several times. */
const readWords = (words: EmergencyWords): ReadWords => {
  const known = read.get(words);
  if (known) return known;
  const made: ReadWords = {
    kinds: new Map(emergencyKinds.map((kind) => [kind, (words.kinds[kind] ?? []).map(termsOf)])),
    innocent: words.innocent.map(termsOf),
  };
  read.set(words, made);
  return made;
};

const kindsIn = (words: EmergencyWords, text: string): EmergencyKind[] => {
  const { kinds, innocent } = readWords(words);
  const sentences = sentencesOf(text).map((tokens) => withoutInnocent(tokens, innocent));
  return emergencyKinds.filter((kind) =>
    kinds.get(kind)?.some((phrase) => sentences.some((tokens) => says(tokens, phrase, words))),
  );
};

const withoutInnocent = (tokens: readonly string[], phrases: readonly Term[][]): string[] => {
  const kept = [...tokens];
  for (const phrase of phrases) {
    for (let start = 0; start + phrase.length <= kept.length; start++) {
      if (phrase.every((term, offset) => matches(term, kept[start + offset] ?? "")))
        kept.fill(pause, start, start + phrase.length);
    }
  }
  return kept;
};

const matches = ({ exact, stems }: Term, word: string): boolean =>
  exact.includes(word) || stems.some((stem) => word.startsWith(stem));

/** Whether all terms stand near each other somewhere in the sentence and nothing denies them. */
const says = (tokens: readonly string[], terms: readonly Term[], words: EmergencyWords): boolean => {
  const [first, ...rest] = terms;
  if (first === undefined || !tokens.some((token) => matches(first, token))) return false;
  const deniesItself = terms.some(({ exact }) => exact.some((form) => words.negations.includes(form)));
  return tokens.some((token, at) => {
    if (!matches(first, token)) return false;
    const places = nearest(tokens, at, rest);
    return places !== null && (deniesItself || !denied(tokens, places, words));
  });
};

const nearest = (tokens: readonly string[], at: number, terms: readonly Term[]): number[] | null => {
  const places = [at];
  for (const term of terms) {
    const place = tokens
      .map((_, index) => index)
      .filter((index) => !places.includes(index) && matches(term, tokens[index] ?? ""))
      .sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0];
    if (place === undefined || Math.abs(place - at) > reach) return null;
    places.push(place);
  }
  return places;
};

const denied = (tokens: readonly string[], places: readonly number[], words: EmergencyWords): boolean => {
  const deniedFromBefore = places.some((place) => {
    let before = place - 1;
    while (words.fillers.includes(tokens[before] ?? "") || (places.includes(before) && before >= 0)) before--;
    return words.negations.includes(tokens[before] ?? "");
  });
  if (deniedFromBefore) return true;
  const last = Math.max(...places);
  const ends = tokens[last + 2] === undefined || tokens[last + 2] === pause;
  return ends && words.negations.includes(tokens[last + 1] ?? "");
};
