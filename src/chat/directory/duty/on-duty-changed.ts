import type { Subscriber } from "../../../core/work/core.ts";
import { prepareView } from "../../prepare-view.ts";
import type { ChatSettings } from "../../settings.ts";
import { moment, t } from "../../text.ts";
import { tellPerson } from "../tell-person.ts";
import { say } from "../words.ts";

/** Who is on call when is said to that person, and to the staff channel when it is settled. */
export const onDutyChanged =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "duty.changed") return;
    const { tx, vault } = work;
    const shift = await tx.dutyShift.findUniqueOrThrow({ where: { id: event.shiftId } });
    const { companyId, buildingId, personId } = shift;
    const { nameSealed, company } = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      include: { company: true },
    });
    const building = buildingId ? await tx.building.findUnique({ where: { id: buildingId } }) : null;
    const { timeZone } = building ?? company;
    const said = {
      name: vault.open(nameSealed),
      place: building ? building.address : t("directory.role.everywhere"),
      from: moment(shift.from, timeZone),
      to: moment(shift.to, timeZone),
    };
    const what = shift.cancelledAt ? "cancelled" : event.begins ? "begins" : "set";
    const own = work.actor.kind === "person" && work.actor.personId === personId;
    if (!own) await tellPerson(work, personId, say(t(`directory.duty.you.${what}`, said)));
    if (event.begins || !staffChannel) return;
    const content = await prepareView(work, say(t(`directory.duty.all.${what}`, said)));
    work.send({
      address: { platform: "slack", chatId: staffChannel },
      lane: "notice",
      language: company.language,
      companyId,
      what: { kind: "message", content },
    });
  };
