import type { DocumentOrderModel } from "../../database/types.ts";
import { addMadeFile } from "../files/add-made-file.ts";
import type { FileStore } from "../files/file-store.ts";
import { storeBytes } from "../files/store-bytes.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { DocumentParams } from "./order-document.ts";

export interface DocumentFile {
  /** With its extension. */
  name: string;
  mime: string;
  bytes: Buffer;
}

export interface DocumentTask {
  orderId: string;
  companyId: string;
  params: DocumentParams;
  language: string;
  /** Shown in the chat while it is being made; seldom enough to be no burden. */
  progressed(done: number, total: number): Promise<void>;
}

/** Draws one kind of document; `refusal` is a code when there is nothing to draw. Called again after a crash. */
export type DocumentMaker = (
  task: DocumentTask,
) => Promise<{ ok: true; files: readonly DocumentFile[] } | { ok: false; refusal: string }>;

export interface MakeDocumentDeps {
  core: Core;
  store: FileStore;
  /** By kind. */
  makers: Readonly<Record<string, DocumentMaker>>;
}

/** The job behind every ordered document: make, seal, store, announce, once. */
export const makeDocument = async (
  { core, store, makers }: MakeDocumentDeps,
  orderId: string,
): Promise<void> => {
  const order = await core.database.read.documentOrder.findUnique({ where: { id: orderId } });
  if (order?.state !== "waiting") return;
  const maker = makers[order.kind];
  if (!maker)
    throw new Error(
      `nobody makes documents of the kind "${order.kind}"; name its maker in src/handlers/documents.ts`,
    );
  const { companyId, language } = order;
  const made = await maker({
    orderId,
    companyId,
    language,
    params: order.params as DocumentParams,
    progressed: (done, total) => progress(core, order, done, total),
  });
  const files = made.ok ? made.files : [];
  const stored = await Promise.all(
    files.map(async ({ name, mime, bytes }) => ({
      companyId,
      name,
      mime,
      kind: mime === "image/png" ? ("photo" as const) : ("document" as const),
      size: bytes.length,
      address: await storeBytes(core.vault, store, bytes),
    })),
  );
  await runWork(core, asSystem(companyId), async (work) => {
    const { count } = await work.tx.documentOrder.updateMany({
      where: { id: orderId, state: "waiting" },
      data: made.ok ? { state: "ready" } : { state: "failed", refusal: made.refusal },
    });
    if (count === 0) return;
    const attachmentIds: string[] = [];
    for (const file of stored) attachmentIds.push(await addMadeFile(work, file));
    work.announce({ type: "document.changed", companyId, orderId });
    if (made.ok) work.announce({ type: "document.made", companyId, orderId, attachmentIds });
  });
};

const progress = (core: Core, order: DocumentOrderModel, done: number, total: number): Promise<void> =>
  runWork(core, asSystem(order.companyId), async (work) => {
    await work.tx.documentOrder.updateMany({
      where: { id: order.id, state: "waiting" },
      data: { done, total },
    });
    work.announce({ type: "document.changed", companyId: order.companyId, orderId: order.id });
  });

const asSystem = (companyId: string) =>
  ({ actor: { kind: "system", name: "documents", companyId }, channel: "job" }) as const;
