import { listRequests } from "../../core/requests/list-requests.ts";
import { todaysNumbers } from "../../core/requests/todays-numbers.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { joined, moment, plain, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { countText, listTitle } from "./lists.ts";
import { categoryWord, stateWord } from "./words.ts";

const linesShown = 10;

/** Today's numbers and the open work of the one who looks. */
export const homeView = async (work: Work): Promise<View> => {
  const { tx, vault, actor, now } = work;
  const numbers = await todaysNumbers(tx, actor, now);
  const mine = await listRequests(tx, vault, actor, {
    filter: { kind: "mine" },
    page: 1,
    size: linesShown,
    now,
  });
  const overdue = await listRequests(tx, vault, actor, {
    filter: { kind: "overdue" },
    page: 1,
    size: linesShown,
    now,
  });
  return {
    blocks: [
      { type: "heading", text: t("requests.home.today") },
      {
        type: "fields",
        fields: (["filed", "new", "open", "overdue", "done"] as const).map((name) => ({
          label: t(`requests.home.${name}`),
          value: plain(countText(numbers[name])),
        })),
      },
      { type: "divider" },
      ...section("requests.home.mine", mine.lines),
      ...section("requests.home.late", overdue.lines),
    ],
    buttons: [
      (["open", "overdue", "mine"] as const).map((name) => ({
        label: listTitle(name, numbers[name]),
        do: { action: action("rq.list", name, "1") },
      })),
    ],
  };
};

type Lines = Awaited<ReturnType<typeof listRequests>>["lines"];

const section = (title: string, lines: Lines): Block[] => [
  { type: "heading", text: t(title) },
  lines.length > 0
    ? {
        type: "list",
        items: lines.map((line) =>
          joined(
            " · ",
            plain(`#${line.number}`),
            stateWord(line.state),
            categoryWord(line.category),
            plain(line.unitNumber ? `${line.address}, ${line.unitNumber}` : line.address),
            t("requests.list.due", { at: moment(line.fixDueAt, line.timeZone) }),
          ),
        ),
      }
    : { type: "text", text: t("requests.list.empty") },
];
