import { directNotice, tellPeople } from "../../core/contacts/tell-people.ts";
import { holdersOf, unitLetterFiles } from "../../core/messages/write-to-unit.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";

/** Tells the people of a unit what the office wrote, each by the first way that works; not before its files have come. */
export const tellUnit = async (work: Work, { waysOn }: ChatSettings, letterId: string): Promise<void> => {
  const { tx, vault } = work;
  const letter = await tx.unitLetter.findUniqueOrThrow({ where: { id: letterId } });
  const files = await tx.attachment.findMany({
    where: { subjectType: unitLetterFiles, subjectId: letterId },
    select: { id: true, kind: true, state: true },
    orderBy: { id: "asc" },
  });
  if (files.some(({ state }) => state === "pending")) return;
  const stored = files.filter(({ state }) => state === "stored");
  const short: View = {
    blocks: [
      { type: "heading", text: t("messages.unit.heading") },
      { type: "text", text: plain(vault.open(letter.textSealed)) },
    ],
    ...(stored.length > 0 ? { files: stored.map(({ id, kind }) => ({ attachmentId: id, kind })) } : {}),
  };
  const buttons = [[{ label: t("messages.button.answer"), do: { action: action("ms.say") } }]];
  const card = await prepareView(work, { ...short, buttons });
  const manner = { companyId: letter.companyId, kind: "general", lane: "notice" } as const;
  const people = await holdersOf(work, letter.unitId);
  await tellPeople(
    work,
    { ...manner, on: waysOn ?? new Set() },
    people.map((personId) => ({
      personId,
      key: `${directNotice}letter:${letterId}:${personId}`,
      subjectId: letterId,
      card,
      short,
    })),
  );
};
