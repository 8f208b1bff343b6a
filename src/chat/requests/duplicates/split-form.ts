import { splitOff } from "../../../core/requests/duplicates/split-off.ts";
import { splitRequest } from "../../../core/requests/duplicates/split-request.ts";
import { joinedOf } from "../../../core/requests/duplicates/subscribers.ts";
import { limits } from "../../../core/requests/limits.ts";
import type { Work } from "../../../core/work/work.ts";
import type { RequestModel } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { Option } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { actForm } from "../forms/act-form.ts";

const requestMark = "request:";
const personMark = "person:";

/** What becomes a request of its own again: one that was merged, or the matter of somebody who joined. */
export const splitForm = actForm({
  name: "split",
  act: "request.split",
  withoutOptions: t("requests.split.nothing"),
  fields: async (work, request) => [
    {
      name: "what",
      label: t("requests.split.what"),
      input: { kind: "choice", options: await partsOf(work, request) },
    },
    {
      name: "text",
      label: t("requests.split.text"),
      hint: t("requests.split.text-hint"),
      optional: true,
      input: { kind: "text", multiline: true, maxLength: limits.text },
    },
  ],
  submitted: (work, requestId, input) => {
    const what = choiceOf(input, "what") ?? "";
    return what.startsWith(requestMark)
      ? splitRequest(work, { requestId: what.slice(requestMark.length) })
      : splitOff(work, {
          requestId,
          personId: what.slice(personMark.length),
          text: textOf(input, "text"),
        });
  },
});

const partsOf = async (work: Work, request: RequestModel): Promise<Option[]> => {
  const requestOption = (id: string, number: number): Option => ({
    value: `${requestMark}${id}`,
    label: t("requests.about", { number }),
  });
  if (request.state === "merged") return [requestOption(request.id, request.number)];
  const { people, merged } = await joinedOf(work.tx, work.vault, request.id);
  return [
    ...merged.map(({ id, number }) => requestOption(id, number)),
    ...people.map(({ personId, name }) => ({ value: `${personMark}${personId}`, label: plain(name) })),
  ];
};
