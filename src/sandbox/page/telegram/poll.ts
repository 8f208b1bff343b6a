import { onPhone } from "../api.ts";
import { app } from "../app.ts";
import { h } from "../dom.ts";
import { attempt } from "../toast.ts";
import type { PollView, TelegramMessage } from "../wire.ts";
import { say } from "../words.ts";

/** A poll with its bars; options are pressed to vote, several ones are sent together. */
export const pollOf = (message: TelegramMessage, poll: PollView): HTMLElement => {
  const chosen = new Set<number>();
  const { userId, chatId } = app.telegram;
  const vote = (options: readonly number[]): void =>
    attempt(() =>
      onPhone("vote", {
        from: userId,
        ...(chatId === userId ? {} : { chat: chatId }),
        messageId: message.id,
        options,
      }),
    );
  const option = (index: number): HTMLElement => {
    const { text, voter_count } = poll.options[index] ?? { text: "", voter_count: 0 };
    const share = poll.total_voter_count > 0 ? Math.round((voter_count / poll.total_voter_count) * 100) : 0;
    const button = h(
      "button",
      {
        type: "button",
        class: "tg-option",
        disabled: poll.is_closed,
        onclick: () => {
          if (!poll.allows_multiple_answers) return vote([index]);
          if (!chosen.delete(index)) chosen.add(index);
          button.setAttribute("aria-pressed", String(chosen.has(index)));
        },
      },
      h("span", { class: "tg-share" }, `${share}%`),
      h("span", null, text),
      h("progress", { max: 100, value: share, "aria-label": text }),
    );
    return button;
  };
  return h(
    "div",
    { class: "tg-poll" },
    h("b", null, poll.question),
    h(
      "small",
      null,
      say(poll.is_anonymous ? "sandbox.telegram.poll.anonymous" : "sandbox.telegram.poll.public"),
    ),
    poll.options.map((_, index) => option(index)),
    poll.allows_multiple_answers && !poll.is_closed
      ? h(
          "button",
          { type: "button", class: "tg-vote", onclick: () => vote([...chosen]) },
          say("sandbox.telegram.poll.vote"),
        )
      : null,
    h("small", null, say("sandbox.telegram.poll.votes", { count: poll.total_voter_count })),
  );
};
