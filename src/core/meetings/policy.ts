import { z } from "zod";

/** What a vote weighs by. */
export const weightKinds = ["area", "head", "unit", "custom"] as const;

export type WeightKind = (typeof weightKinds)[number];

export const coOwnerModes = ["split", "uniform", "any-one"] as const;

/** split: each with their part; uniform: differing votes of one unit are void; any-one: the first binds the unit. */
export type CoOwnerMode = (typeof coOwnerModes)[number];

/** A share as text, such as "2/3". */
const share = z.string().regex(/^\d+\/[1-9]\d*$/);

const condition = z.object({
  /** What is compared: the weights of the meeting, or the co-ownership shares that a law asks for besides. */
  measure: z.enum(["weight", "shares"]),
  /** participants: of all who voted; cast: of for and against; all: of every vote of the house; eligible: of the known owners. */
  base: z.enum(["participants", "cast", "all", "eligible"]),
  fraction: share,
  /** More than the fraction; otherwise at least. */
  strict: z.boolean(),
});

const quorum = z.object({ fraction: share, strict: z.boolean(), base: z.enum(["all", "eligible"]) });

const policyShape = z.object({
  pack: z.enum(["ru", "de", "us", "generic"]),
  /** The day from which these rules hold, as yyyy-mm-dd. */
  from: z.iso.date(),
  weight: z.enum(weightKinds),
  quorum: quorum.nullable(),
  /** Bylaws may set another quorum. */
  quorumByBylaws: z.boolean(),
  /** By kind of question: every condition must hold. */
  rules: z.record(z.string(), z.array(condition).min(1)),
  /** Whether they belong to the participants. */
  abstentions: z.enum(["counted", "ignored"]),
  spoiled: z.enum(["counted", "ignored"]),
  /** Whether a vote may be changed until the end. */
  change: z.boolean(),
  personalOverProxy: z.boolean(),
  proxy: z.object({
    allowed: z.boolean(),
    /** How many owners one person may stand for; null: any number. */
    most: z.number().int().positive().nullable(),
  }),
  coOwners: z.enum(coOwnerModes),
  /**
   * When the register of owners is fixed. There is one value, and the code asks for no other: whoever is called, what is
   * printed for them and what is counted come from one list, which is why `sendNotice` writes it. It stands in the stored
   * rules so that meetings of a later edition with a record date of its own can be told from those held by this one.
   */
  snapshot: z.literal("notice"),
  noticeDays: z.number().int().nonnegative(),
  windowDays: z.object({ least: z.number().int().nonnegative(), most: z.number().int().positive() }),
  minutesDays: z.number().int().positive(),
  /** After the end, for papers that came in time to be entered. */
  paperDays: z.number().int().nonnegative(),
  /** A second meeting with the same agenda after one without a quorum. */
  reconvene: z.object({ quorum: quorum.nullable(), noticeDays: z.number().int().nonnegative() }).nullable(),
  /** Whether results stay hidden from everybody until the end. */
  hidden: z.boolean(),
  /** Votes in chat only advise; what binds is on paper. */
  chatAdvises: z.boolean(),
});

export type Condition = z.infer<typeof condition>;
export type Quorum = z.infer<typeof quorum>;

/** The rules that a meeting is held by; kept with the meeting, so that later changes of a law don't touch it. */
export type MeetingPolicy = z.infer<typeof policyShape>;

/** What is stored with a meeting; throws when it was tampered with. */
export const readPolicy = (stored: unknown): MeetingPolicy => policyShape.parse(stored);

const mostKnown = 100;
const known = new Map<string, MeetingPolicy>();

/** The same from its text. Checked once for each text: a hall votes by the same rules at every tap. */
export const policyFrom = (text: string): MeetingPolicy => {
  const before = known.get(text);
  if (before !== undefined) return before;
  const policy = readPolicy(JSON.parse(text));
  if (known.size >= mostKnown) known.clear();
  known.set(text, policy);
  return policy;
};
