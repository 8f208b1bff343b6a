import { can } from "../../../core/access/policy.ts";
import { changePollSettings } from "../../../core/polls/poll-settings.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf } from "../../answers.ts";
import type { Form, Option } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { refusedForm } from "./refused-form.ts";

const proposalHours = ["24", "3", "48", "72", "0"] as const;

/** Whether the residents of a building may propose polls, and when those are reminded of. */
export const pollSettingsForm: Form = {
  id: "poll.settings",
  title: t("polls.settings.title"),
  submit: t("polls.settings.submit"),
  open: async (work) => {
    const buildings = await buildingOptions(work);
    if (buildings.length === 0) return { ok: false, text: refusalText({ code: "forbidden" }) };
    return {
      ok: true,
      intro: t("polls.settings.intro"),
      fields: [
        { name: "place", label: t("polls.settings.building"), input: { kind: "choice", options: buildings } },
        {
          name: "proposals",
          label: t("polls.settings.proposals"),
          input: {
            kind: "choice",
            options: (["no", "yes"] as const).map((value) => ({
              value,
              label: t(`polls.settings.proposals-${value}`),
            })),
          },
        },
        {
          name: "remind",
          label: t("polls.form.remind"),
          input: {
            kind: "choice",
            initial: "24",
            options: proposalHours.map((value) => ({
              value,
              label: t(`polls.form.choose.${value === "0" ? "never" : `h${value}`}`),
            })),
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const changed = await changePollSettings(work, {
      buildingId: choiceOf(input, "place") ?? "",
      proposals: choiceOf(input, "proposals") === "yes",
      remindHours: Number(choiceOf(input, "remind")) || 0,
    });
    return changed.ok ? { ok: true, text: t("polls.settings.saved") } : refusedForm(changed);
  },
};

/** Each with what it allows now. */
const buildingOptions = async ({ tx, actor }: Work): Promise<Option[]> => {
  if (actor.kind !== "person") return [];
  const { companyId } = actor;
  const buildings = await tx.building.findMany({ where: { companyId }, orderBy: { address: "asc" } });
  const open = await tx.pollSettings.findMany({ where: { companyId, proposals: true } });
  const allowing = new Set(open.map(({ buildingId }) => buildingId));
  return buildings
    .filter(({ id }) => can(actor, "poll.settings", { companyId, buildingId: id }))
    .map(({ id, address }) => ({
      value: id,
      label: allowing.has(id) ? joined(" · ", plain(address), t("polls.settings.allowed")) : plain(address),
    }));
};
