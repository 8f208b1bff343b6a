import { type Answers, type Choice, choices } from "../../../core/meetings/ballot.ts";
import { enterPaper } from "../../../core/meetings/enter-paper.ts";
import { questionsOf } from "../../../core/meetings/find-meeting.ts";
import { findOccupant, findVoter } from "../../../core/meetings/find-voter.ts";
import { dayOf } from "../../../core/meetings/meeting-dates.ts";
import { registerProxy } from "../../../core/meetings/proxies.ts";
import { done, type Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../../answers.ts";
import type { Field } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { meetingForm } from "./meeting-form.ts";

const scanField = (name: string): Field => ({
  name: "scan",
  label: t(`meetings.${name}.scan`),
  input: { kind: "files", max: 5, accept: ["photo", "document"] },
});

const platformOf = (work: Work) => (work.channel === "slack" ? "slack" : "telegram");

const whoField = (name: string): Field => ({
  name: "who",
  label: t(`meetings.${name}.who`),
  hint: t(`meetings.${name}.who-hint`),
  input: { kind: "text", maxLength: 150 },
});

const unsure = { "no-voter": "who", "several-voters": "who" };

/** A signed decision with its scan. */
export const paperForm = meetingForm({
  name: "paper",
  act: "meeting.record",
  faulty: {
    ...unsure,
    "not-in-register": "who",
    "voted-in-chat": "who",
    "already-on-paper": "who",
    "owner-voted": "who",
    "proxy-voted": "who",
    "unit-voted": "who",
    "no-proxy": "by",
    "too-late": "received",
    "too-early": "received",
    "no-scan": "scan",
  },
  fields: async (work, meeting) => {
    if (meeting.state !== "voting")
      return refusalText({ code: "wrong-state", params: { number: meeting.number } });
    if (meeting.secret) return refusalText({ code: "secret-paper" });
    const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: meeting.buildingId } });
    const last = work.now < meeting.closesAt ? work.now : meeting.closesAt;
    const questions = await questionsOf(work.tx, meeting.id);
    return [
      whoField("paper"),
      {
        name: "by",
        label: t("meetings.paper.by"),
        input: {
          kind: "choice",
          initial: "owner",
          options: ["owner", "proxy"].map((value) => ({ value, label: t(`meetings.paper.by-${value}`) })),
        },
      },
      ...questions.map(
        ({ id, position, titleSealed }): Field => ({
          name: id,
          label: plain(`${position}. ${work.vault.open(titleSealed)}`),
          input: {
            kind: "choice",
            options: choices.map((value) => ({ value, label: t(`meetings.paper.${value}`) })),
          },
        }),
      ),
      {
        name: "received",
        label: t("meetings.paper.received"),
        input: {
          kind: "date",
          earliest: dayOf(meeting.noticeAt ?? meeting.opensAt, timeZone),
          initial: dayOf(last, timeZone),
        },
      },
      scanField("paper"),
    ];
  },
  submitted: async (work, meeting, input) => {
    const voter = await findVoter(work.tx, work.vault, {
      meetingId: meeting.id,
      query: textOf(input, "who") ?? "",
    });
    if (!voter.ok) return voter;
    const questions = await questionsOf(work.tx, meeting.id);
    const marks = questions.flatMap(({ id }): [string, Choice][] => {
      const marked = choices.find((choice) => choice === choiceOf(input, id));
      return marked ? [[id, marked]] : [];
    });
    const answers: Answers = Object.fromEntries(marks);
    const entered = await enterPaper(work, {
      meetingId: meeting.id,
      personId: voter.value.personId,
      byProxy: choiceOf(input, "by") === "proxy",
      answers,
      receivedOn: textOf(input, "received") ?? "",
      files: filesOf(platformOf(work), input, "scan"),
    });
    if (!entered.ok) return { ...entered, params: { ...entered.params, name: voter.value.name } };
    return done(
      t("meetings.paper.entered", {
        name: voter.value.name,
        units: voter.value.units,
        index: entered.value.index,
      }),
    );
  },
});

/** A power of attorney with its scan. */
export const proxyForm = meetingForm({
  name: "proxy",
  act: "meeting.record",
  faulty: {
    ...unsure,
    "not-in-register": "who",
    "owner-voted": "who",
    "proxy-voted": "who",
    oneself: "holder",
    "outside-in-secret": "holder",
    "no-holder": "holder",
    "several-holders": "holder",
    "too-many-proxies": "holder",
    "no-scan": "scan",
  },
  fields: async (_work, { secret }) => [
    whoField("proxy"),
    {
      name: "holder",
      label: t("meetings.proxy.holder"),
      hint: t(secret ? "meetings.proxy.holder-hint-secret" : "meetings.proxy.holder-hint"),
      input: { kind: "text", minLength: 2, maxLength: 150 },
    },
    scanField("proxy"),
  ],
  submitted: async (work, meeting, input) => {
    const principal = await findVoter(work.tx, work.vault, {
      meetingId: meeting.id,
      query: textOf(input, "who") ?? "",
    });
    if (!principal.ok) return principal;
    const holder = await holderOf(work, meeting.buildingId, textOf(input, "holder") ?? "");
    if (!holder.ok) return holder;
    const registered = await registerProxy(work, {
      meetingId: meeting.id,
      principalId: principal.value.personId,
      ...holder.value,
      files: filesOf(platformOf(work), input, "scan"),
    });
    if (!registered.ok)
      return { ...registered, params: { ...registered.params, name: principal.value.name } };
    return done(
      t("meetings.proxy.registered", { name: principal.value.name, holder: holder.value.holderName }),
    );
  },
});

/** "12 Petrov" is somebody of the house; a name alone is somebody from outside. */
const holderOf = async (
  work: Work,
  buildingId: string,
  query: string,
): Promise<Outcome<{ holderId: string | null; holderName: string }, "no-holder" | "several-holders">> => {
  if (!/^\d/.test(query.trim())) return done({ holderId: null, holderName: query.trim() });
  const found = await findOccupant(work.tx, work.vault, { buildingId, query, now: work.now });
  if (found.ok) return done({ holderId: found.value.personId, holderName: found.value.name });
  return {
    ok: false,
    code: found.code === "no-voter" ? "no-holder" : "several-holders",
    ...(found.params ? { params: found.params } : {}),
  };
};
