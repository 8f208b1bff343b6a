import { can } from "../../core/access/policy.ts";
import { cancelReadings, confirmReadings } from "../../core/meters/import/bring-readings.ts";
import { noteAccess } from "../../core/meters/note-access.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { bareReadingRoute } from "./bare-reading.ts";
import { editedReadingRoute } from "./edited-reading.ts";
import { giveForm } from "./give-form.ts";
import { ownUnits } from "./own-registers.ts";
import { photoForm } from "./photo-form.ts";
import { readingsView } from "./readings-view.ts";
import { addMeterForm, removeMeterForm, verifyMeterForm } from "./staff/meter-forms.ts";
import { metersView } from "./staff/meters-view.ts";
import { overviewRoutes } from "./staff/overview.ts";
import { placeById, placeMeant } from "./staff/place-meant.ts";
import { readingForm } from "./staff/reading-form.ts";
import { readingsFileRoute } from "./staff/readings-file.ts";
import { whichForm } from "./which-form.ts";
import { refusalText } from "./words.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name: `me.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

const accessButton = (name: string, wasLet: "in" | "out"): ActionRoute => ({
  kind: "action",
  name: `me.${name}`,
  handle: async (turn, [buildingId = "", unitId = ""]) => {
    const outcome = await noteAccess(turn.work, { unitId, let: wasLet });
    if (!outcome.ok) return turn.respond.notice(refusalText(outcome), "alert");
    turn.respond.notice(t(`meters.staff.did.${name}`, { count: outcome.value.denied }));
    await showMeters(turn, buildingId, unitId);
  },
});

const importButton = (name: "imp" | "impc", decide: typeof confirmReadings): ActionRoute => ({
  kind: "action",
  name: `me.${name}`,
  handle: async ({ work, respond }, [importId = ""]) => {
    const outcome = await decide(work, importId);
    respond.notice(
      outcome.ok ? t(`meters.import.did.${name}`) : refusalText(outcome),
      outcome.ok ? "info" : "alert",
    );
  },
});

const showMeters = async ({ work, respond }: Turn, buildingId: string, unitId: string): Promise<void> => {
  const place = await placeById(work, buildingId, unitId);
  if (!place || !can(work.actor, "reading.overview", place))
    return respond.notice(refusalText({ code: "forbidden" }), "alert");
  respond.show(await metersView(work, place));
};

/** Everything that people do with meters. */
export const meterRoutes = (settings: ChatSettings): Route[] => [
  ...[giveForm, whichForm, photoForm, readingForm, addMeterForm, verifyMeterForm, removeMeterForm].map(
    (form): Route => ({ kind: "form", form }),
  ),
  {
    kind: "command",
    name: "readings",
    platforms: ["telegram"],
    audience: "resident",
    description: "meters.command.own",
    handle: async ({ work, respond }) => respond.show(readingsView(await ownUnits(work))),
  },
  {
    kind: "command",
    name: "reading",
    platforms: ["slack"],
    audience: "staff",
    description: "meters.command.reading",
    opens: readingForm.id,
    handle: ({ respond }, typed) => respond.openForm(readingForm.id, typed),
  },
  {
    kind: "command",
    name: "meters",
    platforms: ["slack"],
    audience: "staff",
    description: "meters.command.meters",
    handle: async (turn, typed) => {
      const meant = await placeMeant(turn.work, typed);
      if (!meant.ok) return turn.respond.notice(meant.text, "alert");
      await showMeters(turn, meant.place.buildingId, meant.place.unitId ?? "");
    },
  },
  ...overviewRoutes,
  formButton("give", giveForm.id),
  formButton("add", addMeterForm.id),
  formButton("verify", verifyMeterForm.id),
  formButton("remove", removeMeterForm.id),
  {
    kind: "action",
    name: "me.read",
    opens: readingForm.id,
    handle: ({ respond }, [buildingId = "", unitId = ""]) =>
      respond.openForm(readingForm.id, "", buildingId, unitId),
  },
  accessButton("denied", "out"),
  accessButton("letin", "in"),
  importButton("imp", confirmReadings),
  importButton("impc", cancelReadings),
  bareReadingRoute,
  editedReadingRoute,
  readingsFileRoute(settings),
];
