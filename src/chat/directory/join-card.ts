import type { Vault } from "../../core/crypto/vault.ts";
import type { Db } from "../../database/db.ts";
import type { JoinRequestModel } from "../../database/types.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { plain, t } from "../text.ts";
import type { Block, View } from "../view.ts";

export const joinCardKind = "join-staff";

/** Somebody asks to be let in: who they say they are, and the two decisions. */
export const joinCard: CardPresenter = async (read, vault, { subjectId }) => {
  const request = await read.joinRequest.findUnique({ where: { id: subjectId } });
  if (!request) return null;
  if (request.state === "approved" && (await movedOut(read, request))) return goneView(read, request);
  return drawRequest(read, vault, request);
};

/** Requests by which a person was let into a unit. */
export const joinsOf = async (
  db: Db,
  { personId, unitId }: { personId: string; unitId: string },
): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT j."id" FROM "JoinRequest" j
    JOIN "Identity" i ON i."platform" = j."platform" AND i."externalId" = j."externalId"
    WHERE i."personId" = ${personId} AND j."unitId" = ${unitId}`;
  return rows.map(({ id }) => id);
};

/** An end that is still to come has a row that tells it when it comes. */
const movedOut = async (read: Db, { platform, externalId, unitId }: JoinRequestModel): Promise<boolean> => {
  const [row] = await read.$queryRaw<{ over: number | bigint | null }[]>`
    SELECT MIN(CASE WHEN o."to" IS NOT NULL AND e."occupancyId" IS NULL THEN 1 ELSE 0 END) AS "over"
    FROM "Identity" i
    JOIN "Occupancy" o ON o."personId" = i."personId"
    LEFT JOIN "EndingOccupancy" e ON e."occupancyId" = o."id" AND e."to" = o."to"
    WHERE i."platform" = ${platform} AND i."externalId" = ${externalId} AND o."unitId" = ${unitId}`;
  return Number(row?.over ?? 0) === 1;
};

/** The unit's history keeps that somebody was let in, and no name, words or phone. */
const goneView = async (read: Db, { unitId }: JoinRequestModel): Promise<View> => {
  const unit = unitId
    ? await read.unit.findUnique({ where: { id: unitId }, include: { building: true } })
    : null;
  return {
    blocks: [
      { type: "heading", text: t("directory.card.gone") },
      ...(unit ? [{ type: "text", text: plain(`${unit.building.address}, ${unit.number}`) } as const] : []),
    ],
  };
};

const drawRequest = async (read: Db, vault: Vault, request: JoinRequestModel): Promise<View> => {
  const { phoneSealed, state, id } = request;
  const blocks: Block[] = [
    { type: "heading", text: t("directory.card.title", { name: vault.open(request.nameSealed) }) },
    { type: "quote", text: plain(vault.open(request.textSealed)) },
    {
      type: "fields",
      fields: [
        {
          label: t("directory.card.phone"),
          value: phoneSealed ? plain(vault.open(phoneSealed)) : t("directory.card.no-phone"),
        },
        { label: t("directory.card.from"), value: t(`directory.card.platform.${request.platform}`) },
      ],
    },
  ];
  if (state !== "pending") return { blocks: [...blocks, await decisionOf(read, vault, request)] };
  return {
    blocks,
    buttons: [
      [
        { label: t("directory.card.approve"), do: { action: action("dr.yes", id) }, style: "primary" },
        { label: t("directory.card.refuse"), do: { action: action("dr.no", id) }, style: "danger" },
      ],
    ],
  };
};

const decisionOf = async (read: Db, vault: Vault, request: JoinRequestModel): Promise<Block> => {
  const { decidedBy, unitId, reasonSealed } = request;
  const by = decidedBy ? await read.person.findUnique({ where: { id: decidedBy } }) : null;
  const unit = unitId
    ? await read.unit.findUnique({ where: { id: unitId }, include: { building: true } })
    : null;
  const who = by ? vault.open(by.nameSealed) : t("directory.card.somebody");
  return unit
    ? {
        type: "text",
        text: t("directory.card.approved", { by: who, unit: unit.number, address: unit.building.address }),
      }
    : {
        type: "text",
        text: t("directory.card.refused", { by: who, reason: reasonSealed ? vault.open(reasonSealed) : "" }),
      };
};
