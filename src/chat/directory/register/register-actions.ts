import {
  cancelRegister,
  confirmRegister,
  undoRegister,
} from "../../../core/directory/register/decide-register.ts";
import type { Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import type { ActionRoute } from "../../route.ts";
import { t } from "../../text.ts";
import { refusalText } from "../words.ts";

const decision = (
  name: string,
  decide: (work: Work, importId: string) => Promise<Outcome<unknown, string>>,
): ActionRoute => ({
  kind: "action",
  name: `dr.${name}`,
  handle: async ({ work, respond }, [importId = ""]) => {
    const outcome = await decide(work, importId);
    if (outcome.ok) respond.notice(t(`directory.register.did.${name}`));
    else respond.notice(refusalText(outcome), "alert");
  },
});

/** What is decided about a register by its card's buttons. */
export const registerActions: ActionRoute[] = [
  decision("imp", (work, importId) => confirmRegister(work, { importId, validOnly: false })),
  decision("impv", (work, importId) => confirmRegister(work, { importId, validOnly: true })),
  decision("impc", (work, importId) => cancelRegister(work, { importId })),
  decision("impu", (work, importId) => undoRegister(work, { importId })),
];
