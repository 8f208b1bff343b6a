import { createPoll } from "../../../core/polls/create-poll.ts";
import { pollLimits } from "../../../core/polls/limits.ts";
import type { PollPlace, PollRules } from "../../../core/polls/poll-rules.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { placeOf, placeOptions } from "./place-options.ts";
import { questionFields, questionOf } from "./question-fields.ts";
import { refusedForm } from "./refused-form.ts";
import { momentOf, timeFields, today } from "./times.ts";

/** Until when and from when, where only a day is given. */
const endTime = "20:00";
const startTime = "10:00";

const choiceField = (name: string, values: readonly [string, ...string[]]): Field => ({
  name,
  label: t(`polls.form.${name}`),
  input: {
    kind: "choice",
    initial: values[0],
    options: values.map((value) => ({ value, label: t(`polls.form.choose.${value}`) })),
  },
});

/** All that the staff say of a poll; the card in the channel then is its preview. */
export const newPollForm: Form = {
  id: "poll.new",
  title: t("polls.form.title"),
  submit: t("polls.form.submit"),
  open: async (work) => {
    const places = await placeOptions(work);
    if (places.length === 0) return { ok: false, text: refusalText({ code: "forbidden" }) };
    const earliest = today(work.now, await companyZone(work));
    return {
      ok: true,
      intro: t("polls.form.intro"),
      fields: [
        { name: "place", label: t("polls.form.place"), input: { kind: "choice", options: places } },
        ...questionFields(),
        {
          name: "name",
          label: t("polls.form.name"),
          hint: t("polls.form.name-hint"),
          optional: true,
          input: { kind: "text", maxLength: pollLimits.title },
        },
        ...timeFields("end", { earliest, time: endTime }),
        choiceField("kind", ["open", "anonymous"]),
        choiceField("voice", ["person", "unit_first", "unit_last"]),
        choiceField("who", ["everybody", "owners"]),
        choiceField("change", ["changeable", "final"]),
        choiceField("counts", ["hidden", "live"]),
        choiceField("adding", ["none", "moderated", "free"]),
        choiceField("remind", ["h24", "h3", "h48", "h72", "never"]),
        {
          name: "photos",
          label: t("polls.form.photos", { max: pollLimits.photos }),
          optional: true,
          input: { kind: "files", max: pollLimits.photos, accept: ["photo"] },
        },
        ...timeFields("start", { earliest, time: startTime, optional: true }),
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const place = placeOf(choiceOf(input, "place"));
    const timeZone = await zoneOf(work, place);
    const created = await createPoll(work, {
      place,
      title: textOf(input, "name") ?? "",
      question: questionOf(input),
      rules: rulesOf(input),
      times: {
        startAt: momentOf(input, "start", { timeZone, time: startTime }),
        endAt: momentOf(input, "end", { timeZone, time: endTime }) ?? work.now,
      },
      remindHours: Number(/^h(\d+)$/.exec(choiceOf(input, "remind") ?? "")?.[1] ?? 0) || null,
      files: filesOf("slack", input, "photos"),
    });
    return created.ok ? { ok: true, text: t("polls.did.drafted") } : refusedForm(created);
  },
};

const rulesOf = (input: FormInput): PollRules => {
  const voice = choiceOf(input, "voice");
  const adding = choiceOf(input, "adding");
  return {
    anonymous: choiceOf(input, "kind") === "anonymous",
    final: choiceOf(input, "change") === "final",
    voice: voice === "unit_first" || voice === "unit_last" ? voice : "person",
    ownersOnly: choiceOf(input, "who") === "owners",
    live: choiceOf(input, "counts") === "live",
    adding: adding === "moderated" || adding === "free" ? adding : "none",
  };
};

const companyZone = async ({ tx, actor }: Work): Promise<string> => {
  const companyId = actor.kind === "person" ? actor.companyId : "";
  return (await tx.company.findUnique({ where: { id: companyId } }))?.timeZone ?? "UTC";
};

const zoneOf = async (work: Work, { buildingId }: PollPlace): Promise<string> => {
  if (buildingId === null) return companyZone(work);
  const building = await work.tx.building.findUnique({ where: { id: buildingId } });
  return building?.timeZone ?? companyZone(work);
};
