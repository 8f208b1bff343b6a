import type { Vault } from "../../core/crypto/vault.ts";
import type { Db, GroupLinkModel } from "../../database/types.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { inRows } from "../in-rows.ts";
import { plain, t } from "../text.ts";
import type { Block, Button } from "../view.ts";

export const groupCardKind = "group-link";

/** Buttons that fit under a card; a company of more houses types the address. */
const mostButtons = 12;

/** A Telegram group that the bot is in: whose is it, and where in it do announcements go. */
export const groupCard: CardPresenter = async (read, vault, { subjectId }) => {
  const group = await read.groupLink.findUnique({ where: { id: subjectId } });
  if (!group) return null;
  const address = group.buildingId
    ? (await read.building.findUnique({ where: { id: group.buildingId } }))?.address
    : undefined;
  return {
    blocks: [
      { type: "heading", text: t("house-chats.card.title", { title: plain(vault.open(group.titleSealed)) }) },
      { type: "text", text: t(`house-chats.card.${group.state}`, { address: plain(address ?? "") }) },
      ...topicBlocks(group, vault),
    ],
    buttons: await buttonsOf(read, group),
  };
};

const topicBlocks = ({ state, threadId, topicSealed }: GroupLinkModel, vault: Vault): Block[] => {
  if (state !== "linked") return [];
  if (topicSealed) {
    const { by } = JSON.parse(vault.open(topicSealed)) as { by: string };
    return [{ type: "text", text: t("house-chats.card.topic-proposed", { by: plain(by) }) }];
  }
  return [{ type: "note", text: t(threadId ? "house-chats.card.topic" : "house-chats.card.no-topic") }];
};

const buttonsOf = async (
  read: Db,
  { id, companyId, state, topicSealed }: GroupLinkModel,
): Promise<Button[][]> => {
  if (state === "left") return [];
  if (state === "linked") {
    return [
      [
        ...(topicSealed
          ? [
              {
                label: t("house-chats.button.topic"),
                do: { action: action("gr.topic", id) },
                style: "primary" as const,
              },
            ]
          : []),
        { label: t("house-chats.button.rules"), do: { action: action("gr.rules", id) } },
        {
          label: t("house-chats.button.unlink"),
          do: { action: action("gr.link", id, "") },
          style: "danger",
          confirm: t("house-chats.card.confirm-unlink"),
        },
      ],
    ];
  }
  const buildings = await read.building.findMany({
    where: { companyId },
    select: { id: true, address: true },
    orderBy: { address: "asc" },
    take: mostButtons + 1,
  });
  const choices: Button[] =
    buildings.length > mostButtons
      ? [{ label: t("house-chats.button.choose"), do: { action: action("gr.choose", id) }, style: "primary" }]
      : buildings.map((building) => ({
          label: plain(building.address),
          do: { action: action("gr.link", id, building.id) },
        }));
  return [
    ...inRows(choices, 3),
    ...(state === "waiting"
      ? [[{ label: t("house-chats.button.none"), do: { action: action("gr.link", id, "") } }]]
      : []),
  ];
};
