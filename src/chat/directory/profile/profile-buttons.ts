import { action } from "../../action.ts";
import { t } from "../../text.ts";
import type { Button } from "../../view.ts";

/**
 * What a resident can change from the profile. Another area's settings join here with a button that leads to a
 * route of that area.
 */
export const profileButtons: readonly Button[][] = [
  [
    { label: t("directory.profile.button.language"), do: { action: action("dr.langs") } },
    { label: t("directory.profile.button.sees"), do: { action: action("dr.sees") } },
  ],
];
