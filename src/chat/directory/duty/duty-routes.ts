import { can } from "../../../core/access/policy.ts";
import { cancelShift } from "../../../core/directory/duty/cancel-shift.ts";
import { listShifts, type Shift } from "../../../core/directory/duty/list-shifts.ts";
import { onDuty } from "../../../core/directory/duty/on-duty.ts";
import { setShift } from "../../../core/directory/duty/set-shift.ts";
import { shiftTimes } from "../../../core/directory/duty/shift-times.ts";
import { findHolder } from "../../../core/directory/grant-role.ts";
import { dutyScopeOf } from "../../../core/directory/set-on-call.ts";
import { action } from "../../action.ts";
import type { Route, Turn } from "../../route.ts";
import { moment, plain, type Text, t } from "../../text.ts";
import type { View } from "../../view.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { mentionIn } from "../role-words.ts";
import { slackAccount } from "../staff-commands.ts";
import { refusalText } from "../words.ts";
import { dutyForm } from "./duty-form.ts";

/** `/domovoy duty`: who is on call now and who will be, and the way to change that. */
const showDuty = async (turn: Turn): Promise<void> => {
  const { actor } = turn.work;
  if (actor.kind !== "person" || actor.roles.length === 0)
    return turn.respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
  turn.respond.show(await dutyView(turn, actor.companyId));
};

const dutyView = async ({ work }: Turn, companyId: string): Promise<View> => {
  const { tx, vault, actor, now } = work;
  const company = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const nowOnDuty = await onDuty(tx, { companyId, buildingId: null }, now);
  const person = nowOnDuty ? await tx.person.findUnique({ where: { id: nowOnDuty } }) : null;
  const shifts = await listShifts(tx, vault, companyId, now);
  const cancellable = shifts.filter(({ buildingId }) => can(actor, "oncall.set", { companyId, buildingId }));
  return {
    blocks: [
      { type: "heading", text: t("directory.duty.list") },
      {
        type: "text",
        text: person
          ? t("directory.duty.now", { name: vault.open(person.nameSealed) })
          : t("directory.duty.nobody"),
      },
      shifts.length > 0
        ? { type: "list", items: shifts.map((shift) => shiftText(shift, company.timeZone)) }
        : { type: "note", text: t("directory.duty.none") },
    ],
    buttons: [
      maySomewhere(actor, "oncall.set")
        ? [{ label: t("directory.duty.title"), do: { action: action("dr.dset") }, style: "primary" }]
        : [],
      ...cancellable.slice(0, 10).map(({ id, name }) => [
        {
          label: t("directory.duty.cancel", { name }),
          do: { action: action("dr.dcan", id) },
          style: "danger" as const,
        },
      ]),
    ],
  };
};

/** `/domovoy duty @anna 20:00-08:00`; without a name it is the writer, the place is what their roles cover. */
const setByWords = async ({ work, respond }: Turn, args: string): Promise<void> => {
  const { actor, tx, now } = work;
  if (actor.kind !== "person") return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
  const { companyId } = actor;
  const mention = mentionIn(args);
  const [from = "", to = ""] = args
    .replace(/<@[^>]*>/, "")
    .trim()
    .split(/\s*[-–—]\s*/);
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const times = shiftTimes(from, to, timeZone, now);
  if (!times) return respond.notice(t("directory.duty.usage"), "alert");
  const person = mention
    ? await findHolder(work, { account: slackAccount(mention.userId), name: mention.name })
    : { id: actor.personId };
  const scope = person && (await dutyScopeOf(tx, person.id));
  if (!person || !scope) return respond.notice(refusalText({ ok: false, code: "no-role" }), "alert");
  const outcome = await setShift(work, { companyId, personId: person.id, ...scope, ...times });
  respond.notice(outcome.ok ? t("directory.duty.done") : refusalText(outcome), outcome.ok ? "info" : "alert");
};

const shiftText = ({ name, address, from, to }: Shift, timeZone: string): Text =>
  t("directory.duty.line", {
    name,
    place: address ? plain(address) : t("directory.role.everywhere"),
    from: moment(from, timeZone),
    to: moment(to, timeZone),
  });

export const dutyRoutes: Route[] = [
  {
    kind: "command",
    name: "duty",
    platforms: ["slack"],
    audience: "staff",
    description: "directory.command.duty",
    handle: (turn, args) => (args.trim() === "" ? showDuty(turn) : setByWords(turn, args)),
  },
  { kind: "action", name: "dr.duty", handle: (turn) => showDuty(turn) },
  { kind: "form", form: dutyForm },
  {
    kind: "action",
    name: "dr.dset",
    opens: dutyForm.id,
    handle: ({ respond }) => respond.openForm(dutyForm.id),
  },
  {
    kind: "action",
    name: "dr.dcan",
    handle: async (turn, [shiftId = ""]) => {
      const outcome = await cancelShift(turn.work, { shiftId });
      if (!outcome.ok) return turn.respond.notice(refusalText(outcome), "alert");
      await showDuty(turn);
    },
  },
];
