import type {
  AttachmentKind,
  Db,
  PollModel,
  PollOptionModel,
  PollQuestionModel,
  PollState,
} from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { PollPlace, PollRules } from "./poll-rules.ts";

export interface SheetOption {
  id: string;
  text: string;
  state: PollOptionModel["state"];
  addedBy: string | null;
  votes: number;
  /** Of people who are no residents of the place. */
  others: number;
}

export interface SheetQuestion {
  id: string;
  text: string;
  multiple: boolean;
  /** Also those that wait or were refused; see `shownOptions`. */
  options: SheetOption[];
}

/** All that is known of a poll but who voted, in plain; does not authorise. */
export interface PollSheet {
  id: string;
  companyId: string;
  number: number;
  state: PollState;
  title: string;
  place: PollPlace & { address: string | null };
  rules: PollRules;
  timeZone: string;
  /** Of the place. */
  language: string;
  startAt: Date | null;
  endAt: Date;
  remindHours: number | null;
  openedAt: Date | null;
  endedAt: Date | null;
  authorId: string;
  reason: string | null;
  voters: number;
  outsiders: number;
  questions: SheetQuestion[];
  files: { attachmentId: string; kind: AttachmentKind }[];
  /** Pictures that have not come yet. */
  filesWaiting: number;
}

export const shownOptions = ({ options }: Pick<SheetQuestion, "options">): SheetOption[] =>
  options.filter(({ state }) => state === "shown");

export const pollSubject = "poll";

/** A poll with its texts; null when there is none. */
export const pollSheet = async (read: Db, vault: Vault, pollId: string): Promise<PollSheet | null> => {
  const poll = await read.poll.findUnique({
    where: { id: pollId },
    include: {
      questions: { orderBy: { position: "asc" }, include: { options: { orderBy: { position: "asc" } } } },
    },
  });
  if (!poll) return null;
  const { questions, ...row } = poll;
  const place = row.buildingId ? await read.building.findUnique({ where: { id: row.buildingId } }) : null;
  const company = await read.company.findUniqueOrThrow({ where: { id: row.companyId } });
  const attachments = await read.attachment.findMany({
    where: { subjectType: pollSubject, subjectId: pollId, state: { not: "refused" } },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, state: true },
  });
  return {
    ...plainColumns(row),
    title: vault.open(row.titleSealed),
    reason: row.reasonSealed === null ? null : vault.open(row.reasonSealed),
    place: { buildingId: row.buildingId, entrance: row.entrance, address: place?.address ?? null },
    rules: rulesOf(row),
    timeZone: place?.timeZone ?? company.timeZone,
    language: place?.language ?? company.language,
    questions: questions.map((question) => sheetQuestion(vault, question)),
    files: attachments
      .filter(({ state }) => state === "stored")
      .map(({ id, kind }) => ({ attachmentId: id, kind })),
    filesWaiting: attachments.filter(({ state }) => state === "pending").length,
  };
};

const plainColumns = (row: PollModel) => {
  const { id, companyId, number, state, startAt, endAt, remindHours, openedAt, endedAt, authorId } = row;
  const { voters, outsiders } = row;
  const times = { startAt, endAt, remindHours, openedAt, endedAt };
  return { id, companyId, number, state, authorId, voters, outsiders, ...times };
};

const rulesOf = ({ anonymous, final, voice, ownersOnly, live, adding }: PollModel): PollRules => ({
  anonymous,
  final,
  voice,
  ownersOnly,
  live,
  adding,
});

const sheetQuestion = (
  vault: Vault,
  { id, textSealed, multiple, options }: PollQuestionModel & { options: PollOptionModel[] },
): SheetQuestion => ({
  id,
  text: vault.open(textSealed),
  multiple,
  options: options.map((option) => ({
    id: option.id,
    text: vault.open(option.textSealed),
    state: option.state,
    addedBy: option.addedBy,
    votes: option.votes,
    others: option.others,
  })),
});
