import type { PersonActor } from "../../core/access/actor.ts";
import { can } from "../../core/access/policy.ts";
import { type Invitee, issueInvite } from "../../core/directory/issue-invite.ts";
import { residentsWithoutAccount } from "../../core/directory/unit-residents.ts";
import { action } from "../action.ts";
import type { ActionRoute, CommandRoute, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { joined, moment, plain, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { roleKindOf } from "./role-words.ts";
import { unitLabel, unitMeant } from "./unit-query.ts";
import { isOccupancyKind, occupancyKinds, occupancyWord, refusalText, say } from "./words.ts";

/** `/domovoy invite 45`: a link and a code for somebody of the unit; `invite contractor` for somebody with a role. */
export const inviteCommand = (settings: ChatSettings): CommandRoute => ({
  kind: "command",
  name: "invite",
  platforms: ["slack"],
  audience: "staff",
  description: "directory.command.invite",
  handle: async (turn, args) => {
    const { work, respond } = turn;
    const { actor } = work;
    if (actor.kind !== "person" || !mayInviteSomewhere(actor)) {
      return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
    }
    if (args.trim() === "") return respond.notice(t("directory.invite.usage"), "alert");
    const role = roleKindOf(args.trim());
    if (role) return issue(turn, settings, { to: "staff", role });
    const meant = await unitMeant(work, actor.companyId, args);
    if (meant.ok) return chooseWho(turn, meant.unit.id);
    if (meant.units.length === 0) return respond.notice(meant.text, "alert");
    respond.show({
      ...say(t("directory.invite.which-unit")),
      buttons: meant.units.map((unit) => [
        { label: plain(unitLabel(unit)), do: { action: action("dr.inv", unit.id) } },
      ]),
    });
  },
});

export const inviteActions = (settings: ChatSettings): ActionRoute[] => [
  { kind: "action", name: "dr.inv", handle: (turn, [unitId = ""]) => chooseWho(turn, unitId) },
  {
    kind: "action",
    name: "dr.invu",
    handle: async (turn, [unitId = "", kind]) => {
      if (isOccupancyKind(kind)) await issue(turn, settings, { to: "unit", unitId, kind });
    },
  },
  {
    kind: "action",
    name: "dr.invp",
    handle: (turn, [personId = ""]) => issue(turn, settings, { to: "person", personId }),
  },
];

const mayInviteSomewhere = (actor: PersonActor): boolean =>
  [null, ...actor.roles.map(({ buildingId }) => buildingId)].some((buildingId) =>
    can(actor, "invite.issue", { companyId: actor.companyId, buildingId }),
  );

const chooseWho = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const unit = await work.tx.unit.findUnique({ where: { id: unitId }, include: { building: true } });
  if (!unit || !can(work.actor, "invite.issue", { companyId: unit.companyId, buildingId: unit.buildingId })) {
    return respond.notice(refusalText({ ok: false, code: unit ? "forbidden" : "not-found" }), "alert");
  }
  const residents = await residentsWithoutAccount(work, unitId);
  const known = residents.map(({ personId, name, kind }): Button[] => [
    {
      label: joined(" — ", plain(name.slice(0, 50)), occupancyWord(kind)),
      do: { action: action("dr.invp", personId) },
    },
  ]);
  const others = occupancyKinds.map(
    (kind): Button => ({
      label: t(`directory.invite.new.${kind}`),
      do: { action: action("dr.invu", unitId, kind) },
    }),
  );
  respond.show({
    ...say(t("directory.invite.who", { unit: unit.number, address: unit.building.address })),
    buttons: [...known, others],
  });
};

const issue = async ({ work, respond }: Turn, settings: ChatSettings, invitee: Invitee): Promise<void> => {
  const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
  const outcome = await issueInvite(work, { companyId, invitee });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  const { code, expiresAt } = outcome.value;
  const company = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  respond.show(inviteView(settings, code, moment(expiresAt, company.timeZone)));
};

const inviteView = ({ botUsername }: ChatSettings, code: string, until: ReturnType<typeof moment>): View => ({
  blocks: [
    { type: "heading", text: t("directory.invite.ready") },
    {
      type: "fields",
      fields: [
        ...(botUsername
          ? [{ label: t("directory.invite.link"), value: plain(`https://t.me/${botUsername}?start=${code}`) }]
          : []),
        { label: t("directory.invite.code"), value: plain(code) },
        { label: t("directory.invite.until"), value: t("directory.invite.until-value", { until }) },
      ],
    },
    { type: "note", text: t("directory.invite.note") },
  ],
});
