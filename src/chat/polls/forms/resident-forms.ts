import { addOption } from "../../../core/polls/add-option.ts";
import { pollLimits } from "../../../core/polls/limits.ts";
import { pollForResident } from "../../../core/polls/poll-for-resident.ts";
import { pollSettings } from "../../../core/polls/poll-settings.ts";
import { proposePoll } from "../../../core/polls/propose-poll.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../../answers.ts";
import type { Form, Option } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { questionFields, questionOf } from "./question-fields.ts";
import { refusedForm } from "./refused-form.ts";

/** A resident asks the neighbours; the staff look at it first. */
export const proposeForm: Form = {
  id: "poll.propose",
  title: t("polls.propose.title"),
  submit: t("polls.propose.submit"),
  open: async (work) => {
    const places = await openPlaces(work);
    if (places.length === 0) return { ok: false, text: refusalText({ code: "no-proposals" }) };
    return {
      ok: true,
      intro: t("polls.propose.intro"),
      fields: [
        ...(places.length > 1
          ? [
              {
                name: "place",
                label: t("polls.propose.place"),
                input: { kind: "choice" as const, options: places },
              },
            ]
          : []),
        ...questionFields(),
        {
          name: "photos",
          label: t("polls.form.photos", { max: pollLimits.photos }),
          optional: true,
          input: { kind: "files", max: pollLimits.photos, accept: ["photo"] },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const { actor } = work;
    if (actor.kind !== "person") return { ok: false, text: refusalText({ code: "forbidden" }) };
    const [only] = await openPlaces(work);
    const proposed = await proposePoll(work, {
      buildingId: choiceOf(input, "place") ?? only?.value ?? "",
      question: questionOf(input),
      files: filesOf(actor.account?.platform ?? "telegram", input, "photos"),
    });
    return proposed.ok ? { ok: true, text: t("polls.did.proposed") } : refusedForm(proposed);
  },
};

/** The buildings of a resident that let residents propose polls. */
const openPlaces = async ({ tx, actor }: Work): Promise<Option[]> => {
  if (actor.kind !== "person") return [];
  const ids = [...new Set(actor.occupancies.map(({ buildingId }) => buildingId))];
  const buildings = await tx.building.findMany({ where: { id: { in: ids } }, orderBy: { address: "asc" } });
  const open: Option[] = [];
  for (const { id, address } of buildings)
    if ((await pollSettings(tx, id)).proposals) open.push({ value: id, label: plain(address) });
  return open;
};

/** args: the poll, the place of the question. */
export const optionForm: Form = {
  id: "poll.option",
  title: t("polls.option.title"),
  submit: t("polls.option.submit"),
  open: async (work, [pollId = "", place]) => {
    const seen = await pollForResident(work, pollId);
    if (!seen.ok) return { ok: false, text: refusalText(seen) };
    const question = seen.value.poll.questions[Number(place)];
    if (!question) return { ok: false, text: refusalText({ code: "not-found" }) };
    return {
      ok: true,
      intro: plain(question.text),
      fields: [
        {
          name: "option",
          label: t("polls.option.text"),
          input: { kind: "text", maxLength: pollLimits.option },
        },
      ],
    };
  },
  submitted: async (work, [pollId = "", place], input) => {
    const seen = await pollForResident(work, pollId);
    const question = seen.ok ? seen.value.poll.questions[Number(place)] : undefined;
    const added = await addOption(work, {
      pollId,
      questionId: question?.id ?? "",
      text: textOf(input, "option") ?? "",
    });
    if (added.ok)
      return { ok: true, text: t(added.value.shown ? "polls.option.added" : "polls.option.sent") };
    const text = refusalText(added);
    return optionFaults.has(added.code) ? { ok: false, text, field: "option" } : { ok: false, text };
  },
};

const optionFaults: ReadonlySet<string> = new Set(["option-missing", "option-too-long", "same-options"]);
