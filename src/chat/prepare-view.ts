import { randomBytes } from "node:crypto";
import type { Work } from "../core/work/work.ts";
import { encodeAction, encodeSpilled } from "./action.ts";
import type { Button, View } from "./view.ts";

type Sealing = Pick<Work, "tx" | "vault">;

/** Gives every button its token; actions that don't fit into one go to a table in the same transaction. */
export const prepareView = async (work: Sealing, view: View): Promise<View> => {
  if (!view.buttons) return view;
  const buttons: Button[][] = [];
  for (const row of view.buttons) {
    const prepared: Button[] = [];
    for (const button of row) prepared.push(await prepareButton(work, button));
    if (prepared.length > 0) buttons.push(prepared);
  }
  return { ...view, buttons };
};

const prepareButton = async (work: Sealing, button: Button): Promise<Button> => {
  if (!("action" in button.do)) return button;
  return { ...button, do: { token: encodeAction(button.do.action) ?? (await spill(work, button)) } };
};

const spill = async ({ tx, vault }: Sealing, button: Button): Promise<string> => {
  const id = randomBytes(12).toString("base64url");
  await tx.actionSpill.create({ data: { id, payloadSealed: vault.seal(JSON.stringify(button.do)) } });
  return encodeSpilled(id);
};
