import type { AgendaQuestionModel, Db } from "../../database/types.ts";
import { type HeldMeeting, questionsOf } from "./find-meeting.ts";

const mostKept = 50;
const kept = new Map<string, AgendaQuestionModel[]>();

/** The same as `questionsOf`, read once while a meeting votes: then nothing of its agenda changes any more. */
export const agendaOf = async (
  db: Db,
  { id, state, version }: Pick<HeldMeeting, "id" | "state" | "version">,
): Promise<readonly AgendaQuestionModel[]> => {
  if (state !== "voting") return questionsOf(db, id);
  const key = `${id}:${version}`;
  const known = kept.get(key);
  if (known) return known;
  const questions = await questionsOf(db, id);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, questions);
  return questions;
};
