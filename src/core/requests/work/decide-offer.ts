import type { WorkOfferModel } from "../../../database/types.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest, subjectOf } from "../change-request.ts";
import { checkText, type TextMistake } from "../check-input.ts";
import { dutyPerson } from "../rules/duty-person.ts";
import { endWork } from "./end-work.ts";
import { endOffers } from "./offers.ts";

type OfferRefusal = "offer-gone";

/** The contractor takes the work on: the request is theirs from now on. */
export const acceptOffer = async (
  work: Work,
  { offerId }: { offerId: string },
): Promise<Outcome<Changed, ChangeRefusal | OfferRefusal>> => {
  const offer = await work.tx.workOffer.findUnique({ where: { id: offerId } });
  if (!offer) return refused("not-found");
  const outcome = await changeRequest<OfferRefusal>(work, {
    ...about(offer),
    move: "accept",
    decide: async (request) => {
      if (!(await stands(work, offer))) return refused("offer-gone");
      return done({
        act: "accepted",
        columns: { assigneeId: offer.contractorId, takenAt: request.takenAt ?? work.now },
        data: { contractorId: offer.contractorId, from: request.assigneeId },
      });
    },
  });
  if (!outcome.ok) return outcome;
  await settle(work, offerId, "accepted");
  await endOffers(work, offer.requestId, ["offered", "accepted"], offerId);
  await endWork(work, offer.requestId, { butOf: offer.contractorId });
  return outcome;
};

/** The contractor can't or won't, and says why; a new request that nobody has goes to whoever is on duty. */
export const declineOffer = async (
  work: Work,
  input: { offerId: string; reason: string },
): Promise<Outcome<Changed, ChangeRefusal | OfferRefusal | TextMistake>> => {
  const offer = await work.tx.workOffer.findUnique({ where: { id: input.offerId } });
  if (!offer) return refused("not-found");
  const outcome = await changeRequest<OfferRefusal | TextMistake>(work, {
    ...about(offer),
    move: "refuse",
    decide: async (request) => {
      if (!(await stands(work, offer))) return refused("offer-gone");
      const reason = checkText(input.reason);
      if (!reason.ok) return reason;
      const dutyId =
        request.state === "new" && request.assigneeId === null
          ? await dutyPerson(work.tx, request, work.now)
          : null;
      return done({
        act: "offer-declined",
        columns: dutyId === null ? {} : { assigneeId: dutyId },
        visibility: "internal",
        text: reason.value,
        data: { contractorId: offer.contractorId, dutyId },
      });
    },
  });
  if (!outcome.ok) return outcome;
  await settle(work, input.offerId, "declined");
  const { request } = outcome.value;
  if (request.assigneeId !== null && request.takenAt === null)
    work.announce({
      type: "request.entrusted",
      companyId: request.companyId,
      requestId: request.id,
      personId: request.assigneeId,
    });
  return outcome;
};

/** Whoever an offer was made to may decide it, while they hold a role there. */
const about = (offer: WorkOfferModel) => ({
  requestId: offer.requestId,
  act: "offer.decide" as const,
  subject: (request: Parameters<typeof subjectOf>[0]) => ({
    ...subjectOf(request),
    authorId: null,
    assigneeId: offer.contractorId,
  }),
});

const stands = async ({ tx }: Work, { id }: WorkOfferModel): Promise<boolean> =>
  (await tx.workOffer.count({ where: { id, state: "offered" } })) > 0;

const settle = async ({ tx, now }: Work, id: string, state: "accepted" | "declined"): Promise<void> => {
  await tx.workOffer.update({ where: { id }, data: { state, decidedAt: now } });
};
