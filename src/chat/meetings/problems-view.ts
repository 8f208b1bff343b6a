import type { checkRegister } from "../../core/meetings/check-register.ts";
import type { ProblemCode } from "../../core/meetings/register-problems.ts";
import { plain, t } from "../text.ts";
import type { Block, View } from "../view.ts";

/** Units that are named; the rest is counted. */
const mostNamed = 30;

type Checked = Awaited<ReturnType<typeof checkRegister>>;

/** What to repair in the register before a meeting, by what is wrong; what stops it comes first. */
export const problemsView = ({ units, owners, problems }: Checked): View => {
  const stops = problems.some((problem) => problem.stops);
  const kinds = [...new Set(problems.map(({ code }) => code))];
  return {
    blocks: [
      { type: "heading", text: t("meetings.check.title") },
      { type: "text", text: t("meetings.check.size", { units, owners }) },
      ...(problems.length === 0
        ? [{ type: "text", text: t("meetings.check.good") } as const]
        : [
            { type: "list", items: kinds.map((code) => problemLine(problems, code)) } as const,
            {
              type: "note",
              text: t(stops ? "meetings.check.stops" : "meetings.check.warns"),
            } satisfies Block,
          ]),
    ],
  };
};

const problemLine = (problems: Checked["problems"], code: ProblemCode) => {
  const numbers = problems.filter((problem) => problem.code === code).map(({ number }) => number);
  const named = numbers.slice(0, mostNamed).join(", ");
  const more = numbers.length > mostNamed ? "…" : "";
  return t(`meetings.problem.${code}`, { count: numbers.length, numbers: plain(`${named}${more}`) });
};
