import { type SetupStep, setupProgress, setupSteps } from "../../../core/directory/setup-progress.ts";
import type { Db } from "../../../database/db.ts";
import { action } from "../../action.ts";
import { joined, plain, t } from "../../text.ts";
import type { Block, View } from "../../view.ts";

/** The first steps with a tick at each that is done, and how to take the next one. */
export const stepsView = async (db: Db, companyId: string): Promise<View> => {
  const done = await setupProgress(db, companyId);
  const next = setupSteps.find((step) => !done[step]);
  const blocks: Block[] = [
    { type: "heading", text: t("directory.steps.title") },
    {
      type: "list",
      items: setupSteps.map((step) =>
        joined(" ", plain(done[step] ? "✅" : "⬜"), t(`directory.steps.${step}.what`)),
      ),
    },
    next
      ? { type: "text", text: t(`directory.steps.${next}.how`) }
      : { type: "text", text: t("directory.steps.all-done") },
  ];
  return next && opensSettings(next) ? { blocks, buttons: [[settingsButton]] } : { blocks };
};

const opensSettings = (step: SetupStep): boolean => step === "company";

const settingsButton = {
  label: t("directory.steps.company.button"),
  do: { action: action("dr.set") },
  style: "primary",
} as const;
