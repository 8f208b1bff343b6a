import type { Priority, RequestModel } from "../../database/types.ts";
import { can, type Subject } from "../access/policy.ts";
import { newId } from "../directory/new-id.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, recordStep } from "./change-request.ts";
import {
  checkFiles,
  checkOptionalText,
  checkText,
  type FilesMistake,
  type TextMistake,
} from "./check-input.ts";
import { dueTimesFor } from "./due-times-for.ts";
import { type Emergency, emergencyInText, recogniseEmergency } from "./emergency.ts";
import { emergencyWords } from "./emergency-words.ts";
import { freeSource } from "./free-source.ts";
import { indexWords } from "./index-words.ts";
import { insertRequest } from "./insert-request.ts";
import { daysAfter, limits } from "./limits.ts";
import { assigneeAtIntake, type Entrusted } from "./rules/assignee-at-intake.ts";
import { filedWithSameText, textHashOf } from "./same-text.ts";
import { makeOffer } from "./work/offers.ts";

export interface FileRequest {
  /** Where: a unit, or only a building for common places. */
  unitId?: string | null;
  buildingId?: string | null;
  /** Units that it may be about, while its author has not said which: danger does not wait for that. */
  homes?: readonly string[];
  categoryKey: string;
  text: string;
  /** When access is possible, in the resident's words. */
  access?: string | null;
  location?: { latitude: number; longitude: number } | null;
  files?: readonly NewFile[];
  /** Staff file for a resident; the actor's own if not given. */
  authorId?: string | null;
  /** Staff may set it; an emergency raises it anyway. */
  priority?: Priority;
  /** The message it came from: platform:chat:message. */
  source?: string | null;
}

export interface FiledRequest {
  requestId: string;
  number: number;
  eventId: number;
  priority: Priority;
  /** What the text or the category tells of; call112: say so first. */
  emergency: Emergency | null;
  reactDueAt: Date;
  fixDueAt: Date;
  /** In which the due times are to be shown. */
  timeZone: string;
}

export type FileRefusal =
  | "forbidden"
  | "place-unknown"
  | "category-unknown"
  | "author-unknown"
  | "access-too-long"
  | "too-many"
  | "same-text"
  | TextMistake
  | FilesMistake;

/** A new request: numbered, prioritised, with due times. */
export const fileRequest = async (
  work: Work,
  input: FileRequest,
): Promise<Outcome<FiledRequest, FileRefusal>> => {
  const place = await findPlace(work, input);
  if (!place) return refuse(work, refused("place-unknown"));
  const { companyId, buildingId, unitId } = place;
  const subject: Subject = { companyId, buildingId, unitId };
  const authorId = input.authorId ?? actorIdOf(work);
  // A plan of maintenance files in the name of whoever made it.
  const staff = work.actor.kind === "system" || can(work.actor, "request.take", subject);
  const own = authorId === actorIdOf(work);
  if (!can(work.actor, "request.file", subject) || !authorId || (!own && !staff))
    return refuse(work, refused("forbidden"));
  if (!own && (await work.tx.person.count({ where: { id: authorId, companyId } })) === 0)
    return refuse(work, refused("author-unknown"));

  const checked = checkInput(input);
  if (!checked.ok) return refuse(work, checked);
  const { text, access, files } = checked.value;
  const textHash = textHashOf(work.vault, text);
  const [category, lately, before] = await Promise.all([
    findCategory(work, companyId, input.categoryKey),
    staff ? 0 : filedLately(work, authorId),
    staff ? null : filedWithSameText(work, authorId, textHash),
  ]);
  if (!category?.active) return refuse(work, refused("category-unknown"));
  const emergency = emergencyOf(category, text);
  // Who is in danger has not written too much.
  if (!emergency && !category.emergency && lately >= limits.filedADay)
    return refuse(work, refused("too-many", { max: limits.filedADay }));
  if (before && before.count >= limits.sameText)
    return refuse(work, refused("same-text", { number: before.number }));

  const priority = emergency || category.emergency ? "emergency" : (staff && input.priority) || "normal";
  const matter = { companyId, buildingId, categoryKey: category.key, at: work.now };
  const [due, entrusted, source] = await Promise.all([
    dueTimesFor(work.tx, { ...matter, priority }),
    assigneeAtIntake(work.tx, {
      ...matter,
      parentKey: category.parentKey,
      timeZone: place.timeZone,
    }),
    freeSource(work, input.source),
  ]);
  const number = await nextNumber(work, companyId);
  const request = await insertRequest(work, {
    // Of the work's own time: the search gives the newest first by it.
    id: newId(work.now),
    companyId,
    number,
    buildingId,
    unitId,
    authorId,
    categoryId: category.id,
    priority,
    textSealed: work.vault.seal(text),
    accessSealed: access === null ? null : work.vault.seal(access),
    textHash,
    // Named for it, who still has to take it; a contractor is asked first.
    assigneeId: entrusted?.as === "desk" ? entrusted.personId : null,
    latitude: input.location?.latitude ?? null,
    longitude: input.location?.longitude ?? null,
    ...due,
  });
  const [eventId] = await Promise.all([
    recordStep(work, null, request, {
      act: "filed",
      data: {
        emergency: emergency?.kind ?? null,
        call112: emergency?.call112 ?? false,
        ...(input.homes ? { homes: input.homes.join(" ") } : {}),
      },
      source,
    }),
    indexWords(work, request, text),
  ]);
  await keepFiles(work, { companyId, requestId: request.id, eventId, visibility: "shared" }, files);
  if (entrusted) await tell(work, request, entrusted);
  return done({
    requestId: request.id,
    number,
    eventId,
    priority,
    emergency,
    ...due,
    timeZone: place.timeZone,
  });
};

interface CategoryWithParent {
  id: string;
  key: string;
  active: boolean;
  emergency: boolean;
  parentKey: string | null;
}

const findCategory = async (
  { tx }: Work,
  companyId: string,
  key: string,
): Promise<CategoryWithParent | undefined> => {
  const [category] = await tx.$queryRaw<CategoryWithParent[]>`
    SELECT c."id", c."key", c."active", c."emergency", p."key" AS "parentKey"
    FROM "Category" c LEFT JOIN "Category" p ON p."id" = c."parentId"
    WHERE c."companyId" = ${companyId} AND c."key" = ${key}`;
  return category;
};

/** A contractor gets an offer; whom a rule names is told, and whoever is on duty hears of emergencies. */
const tell = async (work: Work, request: RequestModel, { personId, as, by }: Entrusted): Promise<void> => {
  const { companyId, id: requestId } = request;
  if (as === "contractor") {
    await makeOffer(work, { companyId, requestId, contractorId: personId, offeredBy: null });
    await recordStep(work, request, request, {
      act: "offered",
      visibility: "internal",
      data: { contractorId: personId, byRule: true },
    });
  } else if (by === "rule" || request.priority === "emergency") {
    work.announce({ type: "request.entrusted", companyId, requestId, personId });
  }
};

const refuse = <R extends string>(work: Work, refusal: Refused<R>): Refused<R> => {
  work.audit({ act: "request.file", subjectType: "request", subjectId: null, outcome: refusal.code });
  return refusal;
};

const findPlace = async (work: Work, { unitId, buildingId }: FileRequest) => {
  if (unitId) {
    const [unit] = await work.tx.$queryRaw<{ companyId: string; buildingId: string; timeZone: string }[]>`
      SELECT u."companyId", u."buildingId", b."timeZone"
      FROM "Unit" u JOIN "Building" b ON b."id" = u."buildingId" WHERE u."id" = ${unitId}`;
    return unit ? { ...unit, unitId } : null;
  }
  const building = buildingId ? await work.tx.building.findUnique({ where: { id: buildingId } }) : null;
  return (
    building && {
      companyId: building.companyId,
      buildingId: building.id,
      unitId: null,
      timeZone: building.timeZone,
    }
  );
};

const checkInput = (
  input: FileRequest,
): Outcome<{ text: string; access: string | null; files: readonly NewFile[] }, FileRefusal> => {
  const text = checkText(input.text);
  if (!text.ok) return text;
  const access = checkOptionalText(input.access, limits.access);
  if (!access.ok) return { ...access, code: "access-too-long" };
  const files = checkFiles(input.files ?? []);
  return files.ok ? done({ text: text.value, access: access.value, files: files.value }) : files;
};

/** A company may say that a category is no emergency by itself; the words count all the same. */
const emergencyOf = (category: CategoryWithParent, text: string): Emergency | null =>
  category.emergency
    ? recogniseEmergency(emergencyWords(), category.key, text)
    : emergencyInText(emergencyWords(), text);

const filedLately = async ({ tx, now }: Work, authorId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<[{ count: number | bigint }]>`
    SELECT count(*) AS "count" FROM "Request"
    WHERE "authorId" = ${authorId} AND "createdAt" > ${daysAfter(now, -1)}`;
  return Number(row.count);
};

/** Counted in the company's row, which stays locked until the request is written: no number is used twice. */
const nextNumber = async ({ tx }: Work, companyId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ lastRequest: number }[]>`
    UPDATE "Company" SET "lastRequest" = "lastRequest" + 1 WHERE "id" = ${companyId} RETURNING "lastRequest"`;
  if (!row) throw new Error(`Company ${companyId} is gone while a request of it is filed.`);
  return Number(row.lastRequest);
};
