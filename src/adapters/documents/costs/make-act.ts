import { type Translate, t } from "../../../chat/text.ts";
import { readAct } from "../../../core/costs/read-act.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";
import type { Core } from "../../../core/work/core.ts";

/** Makes "costs:act"; params: requestId. */
export const makeAct =
  (core: Core, translate: Translate): DocumentMaker =>
  async ({ params, language }) => {
    const act = await readAct(core.database.read, core.vault, String(params.requestId));
    if (!act) return { ok: false, refusal: "gone" };
    const { actPdf } = await import("./act-pdf.ts");
    const name = fileName(translate(t("costs.act.title", { number: act.request.number }), language), "pdf");
    const bytes = await actPdf(act, language, translate);
    return { ok: true, files: [{ name, mime: "application/pdf", bytes }] };
  };
