import type { LetterPlatform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import type { ContactReason } from "./contact-reason.ts";

const platformOf = { email: "email", phone: "sms", push: "push" } as const satisfies Record<
  string,
  LetterPlatform
>;

/** Nothing goes to the contact any more, until it is confirmed anew. False: it was so already, or it is gone. */
export const endContact = async (
  work: Work,
  input: { contactPointId: string; reason: ContactReason; outboxId: number | null },
): Promise<boolean> => {
  const { tx, now } = work;
  const point = await tx.contactPoint.findUnique({ where: { id: input.contactPointId } });
  if (!point || point.unreachableSince) return false;
  await tx.contactPoint.update({
    where: { id: point.id },
    data: { unreachableSince: now, unreachableReason: input.reason },
  });
  const { companyId, personId } = point;
  work.audit({
    act: "contact.unreachable",
    subjectType: "person",
    subjectId: personId,
    after: { contactPointId: point.id, kind: point.kind, reason: input.reason },
  });
  work.announce({
    type: "contact.unreachable",
    companyId,
    personId,
    platform: platformOf[point.kind],
    ...input,
  });
  return true;
};
