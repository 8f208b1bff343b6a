import type { AnnouncementKind } from "../../database/types.ts";
import type { PersonActor, SystemActor } from "../access/actor.ts";
import { newId } from "../directory/new-id.ts";
import { refuse } from "../directory/refuse.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announcementLimits, type Repeat, type Texts } from "./announcement.ts";
import type { Audience } from "./audience.ts";
import { mayFor } from "./change-announcement.ts";
import { type AudienceMistake, checkAudience } from "./check-audience.ts";
import { checkTexts, type TextsMistake } from "./check-texts.ts";
import { isOfIncident } from "./expiry.ts";
import { kindRules } from "./kind-rules.ts";
import type { AnnouncementCategory } from "./manners.ts";
import { previewQueue } from "./preview-announcement.ts";
import { writeVersion } from "./write-version.ts";

export interface NewAnnouncement {
  kind: AnnouncementKind;
  category: AnnouncementCategory;
  texts: Texts;
  audience: Audience;
  /** When the works, the outage or the event begin and end. */
  beginsAt?: Date | null;
  endsAt?: Date | null;
  /** Not sent before; at once, if not given. */
  sendAt?: Date | null;
  repeat?: Repeat | null;
  files?: readonly NewFile[];
  /** Goes to those who got this one, whatever the audience says. */
  followsId?: string | null;
  incidentId?: string | null;
}

export type DraftMistake =
  | TextsMistake
  | AudienceMistake
  | "ends-before-begin"
  | "send-in-past"
  | "repeat-without-time"
  | "too-many-files"
  | "of-incident"
  | "not-found";

export interface CreatedAnnouncement {
  announcementId: string;
  number: number;
}

/**
 * Writes an announcement as a draft and has it counted: nothing is sent before confirmAnnouncement. The actor needs the
 * right for every building that it is for.
 */
export const createAnnouncement = async (
  work: Work,
  input: NewAnnouncement,
): Promise<Outcome<CreatedAnnouncement, "forbidden" | DraftMistake>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "announcement.written", subjectType: "announcement", subjectId: null };
  if (!belongs(actor)) return refuse(work, attempt, "forbidden");
  const { companyId } = actor;
  if (!mayFor(actor, "announcement.write", companyId, input.audience))
    return refuse(work, attempt, "forbidden");
  const checked = await checkDraft(work, companyId, input);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const id = newId(now);
  const number = await nextNumber(work, companyId);
  await tx.announcement.create({
    data: {
      id,
      companyId,
      number,
      kind: input.kind,
      category: input.category,
      audience: { ...checked.value.audience } as object,
      beginsAt: input.beginsAt ?? null,
      endsAt: input.endsAt ?? null,
      sendAt: input.sendAt ?? null,
      repeat: input.repeat ?? null,
      followsId: input.followsId ?? null,
      incidentId: input.incidentId ?? null,
      ...(await kindRules(tx, { companyId, kind: input.kind })),
      authorId: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  await writeVersion(work, { id, companyId }, 1, checked.value.texts);
  const owner = { companyId, visibility: "shared", subjectType: "announcement", subjectId: id } as const;
  await keepFiles(work, owner, input.files ?? []);
  work.enqueue({ queue: previewQueue, payload: { announcementId: id }, singletonKey: id });
  work.audit({
    ...attempt,
    subjectId: id,
    after: { number, kind: input.kind, audience: checked.value.audience },
  });
  work.announce({ type: "announcement.changed", act: "written", companyId, announcementId: id });
  return done({ announcementId: id, number });
};

const belongs = (actor: Work["actor"]): actor is PersonActor | (SystemActor & { companyId: string }) =>
  actor.kind === "person" || (actor.kind === "system" && actor.companyId !== null);

/** What must hold for a draft, new or changed. */
export const checkDraft = async (
  { tx, now }: Work,
  companyId: string,
  input: NewAnnouncement,
): Promise<Outcome<{ texts: Texts; audience: Audience }, DraftMistake>> => {
  const texts = checkTexts(input.texts);
  if (!texts.ok) return texts;
  const audience = await checkAudience(tx, companyId, input.audience);
  if (!audience.ok) return audience;
  const mistake = timesMistake(input, now);
  if (mistake) return mistake;
  if ((input.files ?? []).length > announcementLimits.files)
    return refused("too-many-files", { max: announcementLimits.files });
  if (input.followsId) {
    const followed = await tx.announcement.findUnique({ where: { id: input.followsId } });
    if (followed?.companyId !== companyId) return refused("not-found");
    // Its end would be told, and it would go on answering requests.
    if (isOfIncident(followed) && followed.incidentId !== input.incidentId) return refused("of-incident");
  }
  return done({ texts: texts.value, audience: audience.value });
};

const timesMistake = (
  { beginsAt, endsAt, sendAt, repeat }: NewAnnouncement,
  now: Date,
): Refused<"ends-before-begin" | "send-in-past" | "repeat-without-time"> | null => {
  if (endsAt && endsAt <= (beginsAt ?? now)) return refused("ends-before-begin");
  if (sendAt && sendAt <= now) return refused("send-in-past");
  return repeat && !sendAt ? refused("repeat-without-time") : null;
};

/** Numbers are per company and without gaps. */
export const nextNumber = async ({ tx }: Work, companyId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ lastNumber: number | bigint }[]>`
    INSERT INTO "AnnouncementSettings" ("companyId", "lastNumber") VALUES (${companyId}, 1)
    ON CONFLICT ("companyId") DO UPDATE SET "lastNumber" = "AnnouncementSettings"."lastNumber" + 1
    RETURNING "lastNumber"`;
  return Number(row?.lastNumber ?? 1);
};
