import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { inRows } from "../in-rows.ts";
import { plain, t } from "../text.ts";
import type { Button, View } from "../view.ts";

export const checklistCardKind = "checklist";

/** What is to be ticked off in a request; a tap ticks, another takes it back. */
export const checklistCard: CardPresenter = async (read, _vault, { subjectId }) => {
  const requestId = subjectId.replace(/^checklist:/, "");
  const request = await read.request.findUnique({
    where: { id: requestId },
    select: { number: true, closedAt: true },
  });
  const items = await read.checklistItem.findMany({ where: { requestId }, orderBy: { position: "asc" } });
  if (!request || items.length === 0) return null;
  const left = items.filter(({ doneAt }) => doneAt === null).length;
  const view: View = {
    blocks: [
      { type: "heading", text: t("maintenance.checklist.title", { number: request.number }) },
      { type: "list", items: items.map(({ doneAt, text }) => plain(`${doneAt ? "☑" : "☐"} ${text}`)) },
      {
        type: "note",
        text: left === 0 ? t("maintenance.checklist.all") : t("maintenance.checklist.left", { count: left }),
      },
    ],
  };
  if (request.closedAt !== null) return view;
  const buttons = items.map(
    ({ position, doneAt }): Button => ({
      label: plain(`${doneAt ? "☑" : "☐"} ${position}`),
      do: { action: action("mn.tick", requestId, String(position), doneAt ? "0" : "1") },
    }),
  );
  return { ...view, buttons: inRows(buttons, 5) };
};

/** The card's subject: another than the request's own cards, which are drawn anew far more often. */
export const checklistSubject = (requestId: string): string => `checklist:${requestId}`;
