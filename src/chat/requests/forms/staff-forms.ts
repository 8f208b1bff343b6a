import { addThreadMessage } from "../../../core/requests/add-thread-message.ts";
import { askResident } from "../../../core/requests/ask-resident.ts";
import { assignRequest } from "../../../core/requests/assign-request.ts";
import { completeRequest } from "../../../core/requests/complete-request.ts";
import { declineRequest } from "../../../core/requests/decline-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import { pauseRequest } from "../../../core/requests/pause-request.ts";
import { pauseReasons } from "../../../core/requests/pausing.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, textOf, typedIn } from "../../answers.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";
import { assignees } from "../assignees.ts";
import { refusedWithoutReader } from "../has-reader.ts";
import { actForm } from "./act-form.ts";

const textField = (name: string, form: string): Field => ({
  name,
  label: t(`requests.${form}.${name}`),
  input: { kind: "text", multiline: true, maxLength: limits.text },
});

const platformOf = (work: Work) => (work.channel === "slack" ? "slack" : "telegram");

/** Words to the resident, with or without a wait for the answer. */
export const askForm = actForm({
  name: "ask",
  act: "request.ask",
  refusedNow: refusedWithoutReader,
  fields: () => [
    textField("text", "ask"),
    {
      name: "wait",
      label: t("requests.ask.wait"),
      input: {
        kind: "choice",
        initial: "no",
        options: [
          { value: "no", label: t("requests.ask.go-on") },
          { value: "yes", label: t("requests.ask.stop-clock") },
        ],
      },
    },
  ],
  submitted: (work, requestId, input) =>
    askResident(work, {
      requestId,
      text: textOf(input, "text") ?? "",
      pause: choiceOf(input, "wait") === "yes",
      source: typedIn(input, "text"),
    }),
});

export const replyForm = actForm({
  name: "reply",
  act: "request.ask",
  refusedNow: refusedWithoutReader,
  fields: () => [textField("text", "reply"), photosField],
  submitted: (work, requestId, input) =>
    addThreadMessage(work, {
      requestId,
      kind: "reply",
      text: textOf(input, "text") ?? "",
      files: filesOf(platformOf(work), input, "photos"),
      source: typedIn(input, "text"),
    }),
});

const photosField: Field = {
  name: "photos",
  label: t("requests.photos", { max: limits.files }),
  optional: true,
  input: { kind: "files", max: limits.files, accept: ["photo", "video", "document"] },
};

export const doneForm = actForm({
  name: "done",
  act: "request.done",
  fields: () => [textField("report", "done"), photosField],
  submitted: (work, requestId, input) =>
    completeRequest(work, {
      requestId,
      report: textOf(input, "report") ?? "",
      files: filesOf(platformOf(work), input, "photos"),
      source: typedIn(input, "report"),
    }),
});

export const declineForm = actForm({
  name: "decline",
  act: "request.decline",
  fields: () => [textField("reason", "decline")],
  submitted: (work, requestId, input) =>
    declineRequest(work, { requestId, reason: textOf(input, "reason") ?? "" }),
});

export const pauseForm = actForm({
  name: "pause",
  act: "request.pause",
  fields: () => [
    {
      name: "reason",
      label: t("requests.pause.reason"),
      input: {
        kind: "choice",
        options: pauseReasons.map((reason) => ({
          value: reason,
          label: t(`requests.pause.because.${reason}`),
        })),
      },
    },
  ],
  submitted: async (work, requestId, input) => {
    const reason = choiceOf(input, "reason") ?? "";
    // Who is not asked can't answer.
    const useless = reason === "awaiting-owner" ? await refusedWithoutReader(work, requestId) : null;
    return useless ?? pauseRequest(work, { requestId, reason });
  },
});

export const assignForm = actForm({
  name: "assign",
  act: "request.assign",
  withoutOptions: t("requests.assign.nobody"),
  fields: async (work, request) => [
    {
      name: "assignee",
      label: t("requests.assign.assignee"),
      input: { kind: "choice", options: await assignees(work, request) },
    },
  ],
  submitted: (work, requestId, input) =>
    assignRequest(work, { requestId, assigneeId: choiceOf(input, "assignee") ?? "" }),
});
