import { can } from "../../core/access/policy.ts";
import { closeLinked } from "../../core/incidents/close-linked.ts";
import { readIncident } from "../../core/incidents/incident.ts";
import { action } from "../action.ts";
import { numberText } from "../number-text.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { joined, moment, type Text, type Translate, t } from "../text.ts";
import { beginForm } from "./begin-form.ts";
import { endForm, extendForm } from "./change-forms.ts";
import { incidentCategory, placeText, refusalText } from "./words.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** What staff do with incidents. Residents meet them while they file a request. */
export const incidentRoutes = (translate: Translate, settings: ChatSettings): Route[] => [
  ...[beginForm(translate), extendForm(translate), endForm(translate, settings)].map(
    (form): Route => ({ kind: "form", form }),
  ),
  {
    kind: "command",
    name: "incident",
    platforms: ["slack"],
    audience: "staff",
    description: "incidents.command.incident",
    opens: "incident.begin",
    handle: ({ respond }) => respond.openForm("incident.begin"),
  },
  {
    kind: "command",
    name: "incidents",
    platforms: ["slack"],
    audience: "staff",
    description: "incidents.command.incidents",
    handle: showOpen,
  },
  formButton("in.end", "incident.end"),
  formButton("in.more", "incident.extend"),
  {
    kind: "action",
    name: "in.close",
    handle: async ({ work, respond, language }, [incidentId = ""]) => {
      const report = translate(t("incidents.close-report"), language);
      const closed = await closeLinked(work, { incidentId, report });
      respond.notice(
        closed.ok
          ? t("incidents.closed-linked", { count: closed.value.closed, left: closed.value.left })
          : refusalText(closed),
        closed.ok ? "info" : "alert",
      );
    },
  },
];

const shown = 15;

async function showOpen({ work, respond }: Turn): Promise<void> {
  const { actor, tx, vault } = work;
  if (actor.kind !== "person") return respond.notice(t("incidents.refusal.forbidden"), "alert");
  const rows = await tx.incident.findMany({
    where: { companyId: actor.companyId, state: "open" },
    orderBy: { number: "desc" },
  });
  const visible = rows.filter((row) => can(actor, "incident.view", row)).slice(0, shown);
  if (rows.length > 0 && visible.length === 0)
    return respond.notice(t("incidents.refusal.forbidden"), "alert");
  const lines: Text[] = [];
  for (const row of visible) {
    const incident = readIncident(vault, row);
    const { timeZone } = await tx.building.findUniqueOrThrow({ where: { id: row.buildingId } });
    lines.push(
      joined(
        " · ",
        numberText(incident.number),
        await incidentCategory(tx, incident),
        await placeText(tx, incident),
        t("incidents.list.until", { until: moment(incident.expectedEndAt, timeZone) }),
      ),
    );
  }
  respond.show({
    blocks: [
      { type: "heading", text: t("incidents.list.title") },
      lines.length > 0 ? { type: "list", items: lines } : { type: "text", text: t("incidents.list.none") },
    ],
    buttons: visible.slice(0, 5).map(({ id, number }) => [
      { label: t("incidents.list.end", { number }), do: { action: action("in.end", id) } },
      { label: t("incidents.list.extend", { number }), do: { action: action("in.more", id) } },
    ]),
  });
}
