import {
  type AlertDefaults,
  isUrgentKind,
  listAlertDefaults,
} from "../../core/announcements/alert-defaults.ts";
import { isEmergency } from "../../core/contacts/ways-to.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import type { Route } from "../route.ts";
import { joined, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { alertsForm } from "./alerts-form.ts";
import { alertKindWord, hoursText, refusalText } from "./words.ts";

/** `/domovoy alerts`: by which ways and when each kind of announcement is sent in this company. */
export const alertRoutes: Route[] = [
  { kind: "form", form: alertsForm },
  {
    kind: "command",
    name: "alerts",
    platforms: ["slack"],
    audience: "staff",
    description: "announcements.command.alerts",
    handle: async ({ work, respond }) => {
      const listed = await listAlertDefaults(work);
      if (!listed.ok) return respond.notice(refusalText({ code: "alerts-forbidden" }), "alert");
      respond.show(alertsView(listed.value));
    },
  },
  {
    kind: "action",
    name: "an.alert",
    opens: alertsForm.id,
    handle: ({ respond }, [kind = ""]) => respond.openForm(alertsForm.id, kind),
  },
];

const alertsView = (all: readonly AlertDefaults[]): View => ({
  blocks: [
    { type: "heading", text: t("announcements.alerts.title") },
    { type: "fields", fields: all.map((one) => ({ label: alertKindWord(one.kind), value: saying(one) })) },
    { type: "note", text: t("announcements.alerts.note") },
  ],
  buttons: inRows(
    all.map(({ kind }) => ({ label: alertKindWord(kind), do: { action: action("an.alert", kind) } })),
    3,
  ),
});

/** What holds for a kind, in one line. */
const saying = ({ kind, ways, quiet, optOut, fallbackMinutes, secondPerson, rules }: AlertDefaults): Text =>
  joined(
    "; ",
    joined(" → ", ...ways.map((way) => t(`announcements.way.${way}`))),
    t("announcements.alerts.next", { count: fallbackMinutes }),
    quiet && quiet.from !== quiet.to
      ? t("announcements.alerts.quiet-hours", { hours: hoursText(quiet) })
      : t("announcements.alerts.no-quiet"),
    ...(isEmergency(kind) || !optOut ? [t("announcements.alerts.not-muted")] : []),
    ...(isUrgentKind(kind) || secondPerson === null
      ? []
      : [t(`announcements.alerts.second.${secondPerson}`)]),
    ...(rules
      ? [
          t(`announcements.alerts.group-line.${rules.groupRule}`),
          t(`announcements.alerts.seen-line.${rules.seenRule}`),
        ]
      : []),
  );
