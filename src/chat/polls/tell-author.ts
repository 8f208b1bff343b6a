import type { Platform } from "../../core/platform.ts";
import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { Work } from "../../core/work/work.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { titleText } from "./words.ts";

/** A resident whose proposal was decided is told; the staff see what they do themselves. */
export const tellAuthor = async (work: Work, poll: PollSheet, act: "opened" | "declined"): Promise<void> => {
  const title = titleText(poll);
  await tell(work, poll, {
    personId: poll.authorId,
    view: {
      blocks: [
        { type: "text", text: t(`polls.author.${act}`, { title }) },
        ...(act === "declined" && poll.reason ? [{ type: "quote", text: plain(poll.reason) } as const] : []),
      ],
    },
  });
};

export const tellOptionAuthor = async (work: Work, poll: PollSheet, optionId: string): Promise<void> => {
  const option = poll.questions.flatMap(({ options }) => options).find(({ id }) => id === optionId);
  if (!option?.addedBy) return;
  const said = { option: plain(option.text), title: titleText(poll) };
  const text = t(
    option.state === "shown" ? "polls.author.option-taken" : "polls.author.option-refused",
    said,
  );
  await tell(work, poll, { personId: option.addedBy, view: { blocks: [{ type: "text", text }] } });
};

const tell = async (
  { tx, send }: Work,
  { id, companyId, language }: PollSheet,
  { personId, view }: { personId: string; view: View },
): Promise<void> => {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: { language: true, identities: { where: { platform: "telegram", unreachableSince: null } } },
  });
  for (const { platform, chatId, language: heard } of person?.identities ?? [])
    send({
      address: { platform: platform as Platform, chatId },
      lane: "notice",
      language: person?.language ?? heard ?? language,
      companyId,
      subjectId: id,
      what: { kind: "message", content: view },
    });
};
