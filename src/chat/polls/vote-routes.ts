import { type WalkStep, walkOn } from "../../core/polls/walk-on.ts";
import type { ActionRoute, Turn } from "../route.ts";
import { t } from "../text.ts";
import { redrawOwn, showPoll } from "./show-poll.ts";
import { refusalText } from "./words.ts";

const stepRoute = (name: string, stepOf: (places: number[]) => WalkStep): ActionRoute => ({
  kind: "action",
  name: `pl.${name}`,
  handle: (turn, [pollId = "", ...places]) => takeStep(turn, pollId, stepOf(places.map(Number))),
});

const takeStep = async (turn: Turn, pollId: string, step: WalkStep): Promise<void> => {
  const outcome = await walkOn(turn.work, { pollId, step });
  if (!outcome.ok) turn.respond.notice(refusalText(outcome), "alert");
  else if (outcome.value.cast)
    turn.respond.notice(t(outcome.value.first ? "polls.did.voted" : "polls.did.changed"));
  await redrawOwn(turn, pollId);
};

/** Buttons under a poll in a resident's private chat. */
export const voteRoutes: ActionRoute[] = [
  stepRoute("o", ([question = 0, option = 0]) => ({ kind: "pick", question, option })),
  stepRoute("next", ([question = 0]) => ({ kind: "next", question })),
  stepRoute("back", ([question = 0]) => ({ kind: "back", question })),
  stepRoute("again", () => ({ kind: "again" })),
  stepRoute("cast", () => ({ kind: "cast" })),
  { kind: "action", name: "pl.show", handle: (turn, [pollId = ""]) => showPoll(turn, pollId) },
];
