import { can } from "../../../core/access/policy.ts";
import { subjectOf } from "../../../core/requests/change-request.ts";
import { mergeRequests } from "../../../core/requests/duplicates/merge-requests.ts";
import { requestLines } from "../../../core/requests/request-lines.ts";
import { openStates } from "../../../core/requests/transitions.ts";
import type { Work } from "../../../core/work/work.ts";
import type { RequestModel } from "../../../database/types.ts";
import { choiceOf } from "../../answers.ts";
import type { Option } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { actForm } from "../forms/act-form.ts";
import { categoryWord } from "../words.ts";

const most = 100;

/** Into which open request of the building this one goes. */
export const mergeForm = actForm({
  name: "merge",
  act: "request.merge",
  withoutOptions: t("requests.merge.nothing"),
  fields: async (work, request) => [
    {
      name: "into",
      label: t("requests.merge.into"),
      input: { kind: "choice", options: await othersOf(work, request) },
    },
  ],
  submitted: (work, requestId, input) =>
    mergeRequests(work, { requestId, intoId: choiceOf(input, "into") ?? "" }),
});

/** Open requests of the same building, those of the same category first. */
const othersOf = async (work: Work, request: RequestModel): Promise<Option[]> => {
  if (!can(work.actor, "request.merge", subjectOf(request))) return [];
  const others = await work.tx.request.findMany({
    where: { buildingId: request.buildingId, state: { in: [...openStates] }, id: { not: request.id } },
    orderBy: [{ createdAt: "desc" }, { number: "desc" }],
    take: most,
    select: { id: true },
  });
  const lines = await requestLines(
    work.tx,
    work.vault,
    others.map(({ id }) => id),
    work.now,
  );
  return lines.map((line) => ({
    value: line.id,
    label: joined(
      " · ",
      plain(`#${line.number}`),
      categoryWord(line.category),
      ...(line.unitNumber ? [plain(line.unitNumber)] : []),
      plain(line.snippet),
    ),
  }));
};
