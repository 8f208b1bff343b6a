import type { DirectoryEvent } from "../../../core/directory/events.ts";
import type { Subscriber } from "../../../core/work/core.ts";
import type { Work } from "../../../core/work/work.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import type { CommandRoute } from "../../route.ts";
import type { ChatSettings } from "../../settings.ts";
import { postStaffCard } from "../../staff-cards.ts";
import { refusalText } from "../words.ts";
import { stepsView } from "./steps-view.ts";

export const firstStepsCardKind = "first-steps";

export const firstStepsCard: CardPresenter = async (read, _vault, { subjectId: companyId }) =>
  stepsView(read, companyId);

/** `/domovoy setup`: the first steps, whenever an administrator wants to see them. */
export const setupCommand: CommandRoute = {
  kind: "command",
  name: "setup",
  platforms: ["slack"],
  audience: "administrator",
  description: "directory.command.setup",
  handle: async ({ work, respond }) => {
    const { actor } = work;
    const isAdministrator =
      actor.kind === "person" && actor.roles.some(({ kind }) => kind === "administrator");
    if (!isAdministrator) return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
    respond.show(await stepsView(work.tx, actor.companyId));
  },
};

/** What may tick a step off. */
const advancing = new Set<string>([
  "company.changed",
  "register.changed",
  "role.granted",
  "invite.issued",
  "person.joined",
] satisfies DirectoryEvent["type"][]);

/** The first administrator's joining puts the steps into the staff channel; whatever advances them redraws them. */
export const onFirstSteps = ({ staffChannel }: ChatSettings): Subscriber => {
  const looked = new WeakSet<Work>();
  return async (work, event) => {
    if (!staffChannel || !("companyId" in event) || !advancing.has(event.type)) return;
    // The card is drawn when it is sent: one look a transaction is enough, however many letters it wrote.
    if (looked.has(work)) return;
    looked.add(work);
    const { companyId } = event;
    const card = { subjectId: companyId, kind: firstStepsCardKind };
    const standing = await work.tx.card.findFirst({ where: card, select: { id: true } });
    if (!standing && !(event.type === "person.joined" && (await isAdministrator(work, event.personId))))
      return;
    await postStaffCard(work, { staffChannel }, { ...card, companyId });
  };
};

const isAdministrator = async ({ tx }: Work, personId: string): Promise<boolean> =>
  (await tx.role.count({ where: { personId, kind: "administrator", revokedAt: null } })) > 0;
