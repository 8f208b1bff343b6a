import type { Outcome } from "../../core/outcome.ts";
import { decideOption } from "../../core/polls/decide-option.ts";
import { discardPoll } from "../../core/polls/decline-poll.ts";
import { endPoll } from "../../core/polls/end-poll.ts";
import { acceptProposal, openPoll } from "../../core/polls/open-poll.ts";
import { orderPollExport } from "../../core/polls/order-export.ts";
import type { Work } from "../../core/work/work.ts";
import { say } from "../directory/words.ts";
import type { ActionRoute } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { refusalText } from "./words.ts";

/** A button that does something at once; a refusal is told to the one who pressed. */
const actRoute = (
  name: string,
  act: (work: Work, pollId: string) => Promise<Outcome<unknown, string>>,
): ActionRoute => ({
  kind: "action",
  name: `pl.${name}`,
  handle: async ({ work, respond }, [pollId = ""]) => {
    const outcome = await act(work, pollId);
    respond.notice(outcome.ok ? t(`polls.did.${name}`) : refusalText(outcome), outcome.ok ? "info" : "alert");
  },
});

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name: `pl.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

const optionWords = { take: "taken", refuse: "refused" } as const;

const optionRoute = (name: keyof typeof optionWords): ActionRoute => ({
  kind: "action",
  name: `pl.${name}`,
  handle: async ({ work, respond }, [optionId = ""]) => {
    const outcome = await decideOption(work, { optionId, take: name === "take" });
    if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
    const option = await work.tx.pollOption.findUniqueOrThrow({ where: { id: optionId } });
    respond.edit(say(t(`polls.option.${optionWords[name]}`, { option: work.vault.open(option.textSealed) })));
  },
});

/** Buttons of the staff's card, and of the options that residents suggest. */
export const steerRoutes = ({ staffChannel }: ChatSettings): ActionRoute[] => [
  actRoute("start", (work, pollId) => openPoll(work, { pollId, atOnce: true })),
  actRoute("plan", (work, pollId) => openPoll(work, { pollId })),
  actRoute("discard", (work, pollId) => discardPoll(work, { pollId })),
  actRoute("accept", (work, pollId) => acceptProposal(work, { pollId })),
  actRoute("end", (work, pollId) => endPoll(work, { pollId })),
  formButton("question", "poll.question"),
  formButton("decline", "poll.decline"),
  formButton("extend", "poll.extend"),
  formButton("cancel", "poll.cancel"),
  formButton("add", "poll.option"),
  optionRoute("take"),
  optionRoute("refuse"),
  {
    kind: "action",
    name: "pl.export",
    handle: async ({ work, event, respond, language }, [pollId = ""]) => {
      const chatId = staffChannel ?? event.chat.id;
      const outcome = await orderPollExport(work, {
        pollId,
        language,
        address: { platform: event.platform, chatId },
      });
      respond.notice(
        outcome.ok ? t("polls.did.export") : refusalText(outcome),
        outcome.ok ? "info" : "alert",
      );
    },
  },
];
