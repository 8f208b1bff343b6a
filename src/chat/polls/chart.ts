import type { Work } from "../../core/work/work.ts";
import type { ViewFile } from "../view.ts";

/** The chart of a poll's results in the reader's language, or in any other there is; none until it is drawn. */
export const chartOf = async ({ tx }: Work, pollId: string, language: string): Promise<ViewFile[]> => {
  const charts = await tx.pollChart.findMany({ where: { pollId } });
  const chart = charts.find((each) => each.language === language) ?? charts[0];
  return chart ? [{ attachmentId: chart.attachmentId, kind: "photo" }] : [];
};
