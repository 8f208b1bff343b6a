import type { Account } from "../../core/access/actor.ts";
import { findBuildings } from "../../core/directory/find-buildings.ts";
import { findHolder, grantRole } from "../../core/directory/grant-role.ts";
import { revokeRole } from "../../core/directory/revoke-role.ts";
import { dutyScopeOf, setOnCall } from "../../core/directory/set-on-call.ts";
import type { Work } from "../../core/work/work.ts";
import { prepareView } from "../prepare-view.ts";
import type { CommandRoute } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { joined, plain, type Text, t } from "../text.ts";
import { mentionIn, type RoleOrder, readRoleOrder } from "./role-words.ts";
import { refusalText, roleWord, say } from "./words.ts";

/** `/domovoy role @anna manager [address]`, or `… manager off`. */
export const roleCommand: CommandRoute = {
  kind: "command",
  name: "role",
  platforms: ["slack"],
  audience: "administrator",
  description: "directory.command.role",
  handle: async ({ work, respond }, args) => {
    const order = readRoleOrder(args);
    if (!order) return respond.notice(t("directory.role.usage"), "alert");
    if (work.actor.kind !== "person")
      return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
    const { companyId } = work.actor;
    const place = await buildingMeant(work, companyId, order.building);
    if (!place.ok) return respond.notice(place.text, "alert");
    const account = slackAccount(order.userId);
    const change = {
      companyId,
      holder: { account, name: order.name },
      kind: order.kind,
      buildingId: place.buildingId,
    };
    const outcome = order.remove ? await revokeRole(work, change) : await grantRole(work, change);
    if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
    const said = { role: roleWord(order.kind), place: place.label, name: order.name };
    respond.notice(t(order.remove ? "directory.role.revoked" : "directory.role.granted", said));
    if (!order.remove) await tellGranted(work, account, order, place.label);
  },
};

/** `/domovoy oncall`: I am; `/domovoy oncall @anna`: she is. */
export const onCallCommand = (settings: ChatSettings): CommandRoute => ({
  kind: "command",
  name: "oncall",
  platforms: ["slack"],
  audience: "staff",
  description: "directory.command.oncall",
  handle: async ({ work, respond }, args) => {
    const { actor } = work;
    if (actor.kind !== "person")
      return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
    const mention = mentionIn(args);
    if (!mention && args.trim() !== "") return respond.notice(t("directory.oncall.usage"), "alert");
    const person = mention
      ? await findHolder(work, { account: slackAccount(mention.userId), name: mention.name })
      : { id: actor.personId, companyId: actor.companyId };
    const scope = person && (await dutyScopeOf(work.tx, person.id));
    if (!person || !scope) return respond.notice(refusalText({ ok: false, code: "no-role" }), "alert");
    const outcome = await setOnCall(work, { companyId: actor.companyId, personId: person.id, ...scope });
    if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
    const { nameSealed, company } = await work.tx.person.findUniqueOrThrow({
      where: { id: person.id },
      include: { company: true },
    });
    const text = t("directory.oncall.now", { name: work.vault.open(nameSealed) });
    respond.notice(text);
    if (!settings.staffChannel) return;
    work.send({
      address: { platform: "slack", chatId: settings.staffChannel },
      lane: "notice",
      language: company.language,
      companyId: actor.companyId,
      what: { kind: "message", content: say(text) },
    });
  },
});

/** Slack takes the user's id for the private chat with the user. */
export const slackAccount = (userId: string): Account => ({
  platform: "slack",
  externalId: userId,
  chatId: userId,
});

type Place = { ok: true; buildingId: string | null; label: Text } | { ok: false; text: Text };

const buildingMeant = async (work: Work, companyId: string, typed: string): Promise<Place> => {
  if (!typed) return { ok: true, buildingId: null, label: t("directory.role.everywhere") };
  const buildings = await findBuildings(work.tx, companyId, typed);
  const [building, another] = buildings;
  if (!building) return { ok: false, text: t("directory.building.none", { typed }) };
  if (!another) return { ok: true, buildingId: building.id, label: plain(building.address) };
  const list = joined("; ", ...buildings.slice(0, 8).map(({ address }) => plain(address)));
  return { ok: false, text: t("directory.building.several", { list }) };
};

const tellGranted = async (work: Work, account: Account, order: RoleOrder, place: Text): Promise<void> => {
  const person = await findHolder(work, { account, name: order.name });
  if (!person || (work.actor.kind === "person" && work.actor.personId === person.id)) return;
  const { language, company } = await work.tx.person.findUniqueOrThrow({
    where: { id: person.id },
    include: { company: true },
  });
  work.send({
    address: { platform: account.platform, chatId: account.chatId },
    lane: "notice",
    language: language ?? company.language,
    companyId: company.id,
    what: {
      kind: "message",
      content: await prepareView(
        work,
        say(t("directory.role.told", { role: roleWord(order.kind), place, company: company.name })),
      ),
    },
  });
};
