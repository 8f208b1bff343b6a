import type { ReceiptQuestionModel, Visibility } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { billSubject } from "./view-receipt.ts";

/** Characters that fit into a message. */
export const longestMessage = 2000;

type Refusal = "not-found" | "forbidden" | "text-missing" | "text-too-long" | "question-closed";

interface Said {
  text: string;
  /** platform:chat:message; the same message is taken once. */
  source?: string | null;
  files?: readonly NewFile[];
}

/** What the files of such messages are kept as. */
export const receiptMessageFiles = "receipt-message";

/** A resident asks the accountant about a bill; the answers come to where the question came from. */
export const askQuestion = async (
  work: Work,
  { receiptId, ...said }: Said & { receiptId: string },
): Promise<Outcome<{ questionId: string }, Refusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "bill.ask", subjectType: "receipt", subjectId: receiptId };
  const receipt = await tx.receipt.findUnique({ where: { id: receiptId } });
  if (!receipt || actor.kind !== "person" || !actor.account) return refuse(work, attempt, "not-found");
  const { companyId, unitId } = receipt;
  const bill = await billSubject(tx, actor, receipt);
  if (!can(actor, "bill.ask", bill) || !can(actor, "bill.view", bill))
    return refuse(work, attempt, "forbidden");
  const mistake = mistakeIn(said);
  if (mistake) return refuse(work, attempt, mistake, { most: longestMessage });
  const { platform, chatId } = actor.account;
  const { personId, language } = actor;
  const { id: questionId } = await tx.receiptQuestion.create({
    data: { companyId, receiptId, unitId, personId, platform, chatId, language, createdAt: now },
    select: { id: true },
  });
  const messageId = await write(work, { companyId, questionId, kind: "question", ...said });
  work.audit({ ...attempt, after: { questionId } });
  work.announce({ type: "receipt.question.changed", act: "said", companyId, questionId, messageId });
  return done({ questionId });
};

/**
 * Something more is said in the thread of a question: by its asker; by the office to the asker ("reply"); or by the
 * office among themselves ("note"), which never leaves.
 */
export const continueQuestion = async (
  work: Work,
  { questionId, kind, ...said }: Said & { questionId: string; kind: "question" | "reply" | "note" },
): Promise<Outcome<{ messageId: string }, Refusal>> => {
  const { tx, actor } = work;
  const attempt = { act: `bill.${kind}`, subjectType: "receipt-question", subjectId: questionId };
  const question = await tx.receiptQuestion.findUnique({ where: { id: questionId } });
  if (!question || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = question;
  if (!(await maySay(work, question, kind))) return refuse(work, attempt, "forbidden");
  const mistake = mistakeIn(said);
  if (mistake) return refuse(work, attempt, mistake, { most: longestMessage });
  if (said.source) {
    const known = await tx.receiptMessage.findUnique({
      where: { source: said.source },
      select: { id: true },
    });
    if (known) return done({ messageId: known.id });
  }
  // Who writes about a settled question opens it again.
  if (kind !== "note" && question.closedAt)
    await tx.receiptQuestion.update({ where: { id: questionId }, data: { closedAt: null, closedBy: null } });
  const messageId = await write(work, { companyId, questionId, kind, ...said });
  work.audit({ ...attempt, after: { messageId } });
  work.announce({ type: "receipt.question.changed", act: "said", companyId, questionId, messageId });
  return done({ messageId });
};

/** The office counts the question as answered. */
export const closeQuestion = async (
  work: Work,
  questionId: string,
): Promise<Outcome<{ questionId: string }, Refusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "bill.close-question", subjectType: "receipt-question", subjectId: questionId };
  const question = await tx.receiptQuestion.findUnique({ where: { id: questionId } });
  if (!question || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = question;
  if (!(await maySay(work, question, "reply"))) return refuse(work, attempt, "forbidden");
  const { count } = await tx.receiptQuestion.updateMany({
    where: { id: questionId, closedAt: null },
    data: { closedAt: now, closedBy: actor.personId },
  });
  if (count === 0) return refuse(work, attempt, "question-closed");
  work.audit(attempt);
  work.announce({ type: "receipt.question.changed", act: "closed", companyId, questionId, messageId: null });
  return done({ questionId });
};

/** Who asked goes on asking; the office answers, and writes notes. */
export const maySay = async (
  { tx, actor }: Work,
  { companyId, unitId, personId }: Pick<ReceiptQuestionModel, "companyId" | "unitId" | "personId">,
  kind: string,
): Promise<boolean> => {
  if (actor.kind !== "person") return false;
  if (kind === "question")
    return personId === actor.personId && can(actor, "bill.ask", { companyId, authorId: personId });
  const where = { id: unitId };
  const { buildingId } = await tx.unit.findUniqueOrThrow({ where, select: { buildingId: true } });
  return can(actor, "bill.answer", { companyId, buildingId });
};

/** A picture may speak for itself. */
export const mistakeIn = ({ text, files = [] }: Said): "text-missing" | "text-too-long" | null => {
  const { length } = text.trim();
  if (length === 0 && files.length === 0) return "text-missing";
  return length > longestMessage ? "text-too-long" : null;
};

const write = async (
  work: Work,
  { text, source, kind, files = [], ...of }: Said & { companyId: string; questionId: string; kind: string },
): Promise<string> => {
  const { tx, vault, actor, now } = work;
  const visibility: Visibility = kind === "note" ? "internal" : "shared";
  const personId = actor.kind === "person" ? actor.personId : null;
  const { id } = await tx.receiptMessage.create({
    data: {
      ...of,
      kind,
      visibility,
      personId,
      textSealed: vault.seal(text.trim()),
      source: source ?? null,
      at: now,
    },
    select: { id: true },
  });
  const { companyId } = of;
  await keepFiles(work, { companyId, visibility, subjectType: receiptMessageFiles, subjectId: id }, files);
  return id;
};
