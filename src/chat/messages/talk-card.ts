import { can } from "../../core/access/policy.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { numberText } from "../number-text.ts";
import type { Route } from "../route.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";

export const talkCardKind = "talk-staff";

/** A conversation in the staff channel; everything that is said stands in the thread under it. */
export const talkCard: CardPresenter = async (read, vault, { subjectId }) => {
  const talk = await read.talk.findUnique({
    where: { id: subjectId },
    include: { messages: { orderBy: { id: "asc" }, take: 1 } },
  });
  if (!talk) return null;
  const [person, unit] = await Promise.all([
    read.person.findUnique({ where: { id: talk.personId }, select: { nameSealed: true } }),
    talk.unitId
      ? read.unit.findUnique({
          where: { id: talk.unitId },
          include: { building: { select: { address: true } } },
        })
      : null,
  ]);
  const name = plain(person ? vault.open(person.nameSealed) : "—");
  const first = talk.messages[0];
  return {
    blocks: [
      { type: "heading", text: t("messages.card.title", { number: talk.number, name }) },
      ...(first ? [{ type: "quote" as const, text: plain(vault.open(first.textSealed)) }] : []),
      {
        type: "fields",
        fields: [
          {
            label: t("messages.card.place"),
            value: unit ? plain(`${unit.building.address}, ${unit.number}`) : plain("—"),
          },
          { label: t("messages.card.state"), value: t(`messages.state.${talk.state}`) },
        ],
      },
      { type: "note", text: t("messages.card.how") },
    ],
    buttons: [
      [
        { label: t("messages.button.reply"), do: { action: action("ms.reply", talk.id) }, style: "primary" },
        ...(talk.state === "open"
          ? [{ label: t("messages.button.close"), do: { action: action("ms.close", talk.id) } }]
          : []),
      ],
    ],
  };
};

const shown = 20;

/** `/domovoy conversations`: those that are open, the ones that wait longest first. */
export const conversationsCommand: Route = {
  kind: "command",
  name: "conversations",
  platforms: ["slack"],
  audience: "staff",
  description: "messages.command.conversations",
  handle: async ({ work, respond }) => {
    const { actor, tx, vault } = work;
    if (actor.kind !== "person") return respond.notice(t("messages.refusal.forbidden"), "alert");
    const { companyId } = actor;
    const talks = await tx.talk.findMany({
      where: { companyId, state: "open" },
      include: { messages: { where: { visibility: "shared" }, orderBy: { id: "desc" }, take: 1 } },
      orderBy: { lastAt: "asc" },
      take: 100,
    });
    const visible = talks.filter(({ buildingId }) => can(actor, "talk.view", { companyId, buildingId }));
    if (talks.length > 0 && visible.length === 0)
      return respond.notice(t("messages.refusal.forbidden"), "alert");
    const [people, company] = await Promise.all([
      tx.person.findMany({
        where: { id: { in: visible.map(({ personId }) => personId) } },
        select: { id: true, nameSealed: true },
      }),
      tx.company.findUniqueOrThrow({ where: { id: companyId }, select: { timeZone: true } }),
    ]);
    const lines = visible.slice(0, shown).map(({ number, personId, lastAt, messages }): Text => {
      const sealed = people.find(({ id }) => id === personId)?.nameSealed;
      const last = messages[0];
      return joined(
        " · ",
        numberText(number),
        plain(sealed ? vault.open(sealed) : "—"),
        t(`messages.list.${last?.fromResident === false ? "answered" : "waits"}`, {
          at: moment(lastAt, company.timeZone),
        }),
      );
    });
    respond.show({
      blocks: [
        { type: "heading", text: t("messages.list.title") },
        lines.length > 0 ? { type: "list", items: lines } : { type: "text", text: t("messages.list.none") },
      ],
    });
  },
};
