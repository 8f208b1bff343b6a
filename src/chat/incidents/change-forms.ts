import { can } from "../../core/access/policy.ts";
import { endIncident } from "../../core/incidents/end-incident.ts";
import { extendIncident } from "../../core/incidents/extend-incident.ts";
import { type Incident, readIncident } from "../../core/incidents/incident.ts";
import type { Work } from "../../core/work/work.ts";
import { readMoment } from "../announcements/read-moment.ts";
import { type Around, placedIn } from "../announcements/write-fields.ts";
import { aroundOf } from "../announcements/write-form.ts";
import { textOf } from "../answers.ts";
import type { Form, FormOpening } from "../form.ts";
import type { ChatSettings } from "../settings.ts";
import { type Text, type Translate, t } from "../text.ts";
import { bodyFields, endField, textsOf } from "./incident-fields.ts";
import { tellAskers } from "./tell-askers.ts";
import { incidentCategory, refusalText } from "./words.ts";

interface Known {
  around: Around;
  incident: Incident;
  what: Text;
}

const found = async (work: Work, id: string): Promise<Known | null> => {
  const around = await aroundOf(work);
  const row = await work.tx.incident.findUnique({ where: { id } });
  if (!around || !row || !can(work.actor, "incident.manage", row)) return null;
  const incident = readIncident(work.vault, row);
  return {
    around: placedIn(around, [row.buildingId]),
    incident,
    what: await incidentCategory(work.tx, incident),
  };
};

const opening = async (
  work: Work,
  id: string,
  fields: (known: Known) => Extract<FormOpening, { ok: true }>,
): Promise<FormOpening> => {
  const known = await found(work, id);
  if (!known) return { ok: false, text: t("incidents.refusal.forbidden") };
  const { state, number } = known.incident;
  return state === "ended" ? { ok: false, text: t("incidents.refusal.ended", { number }) } : fields(known);
};

/** Another expected end, and other words with it. args[0]: the incident. */
export const extendForm = (translate: Translate): Form => ({
  id: "incident.extend",
  title: t("incidents.extend.form"),
  submit: t("incidents.extend.submit"),
  open: (work, [id = ""]) =>
    opening(work, id, ({ around, incident }) => ({
      ok: true,
      intro: t("incidents.extend.intro"),
      fields: [endField(around, incident.expectedEndAt), ...bodyFields(around.language, incident.texts)],
    })),
  submitted: async (work, [incidentId = ""], input) => {
    const known = await found(work, incidentId);
    if (!known) return { ok: false, text: t("incidents.refusal.forbidden") };
    const extended = await extendIncident(work, {
      incidentId,
      expectedEndAt: readMoment(textOf(input, "end") ?? "", known.around.timeZone, work.now) ?? work.now,
      texts: textsOf(input, t("incidents.announcement.title", { what: known.what }), translate),
    });
    if (extended.ok)
      return { ok: true, text: t(`incidents.extend.${extended.value.told ? "done" : "not-told"}`) };
    const text = refusalText(extended);
    return extended.code === "end-in-past" ? { ok: false, text, field: "end" } : { ok: false, text };
  },
});

/** It works again; words of one's own, or the usual ones. args[0]: the incident. */
export const endForm = (translate: Translate, settings: ChatSettings): Form => ({
  id: "incident.end",
  title: t("incidents.end.form"),
  submit: t("incidents.end.submit"),
  open: (work, [id = ""]) =>
    opening(work, id, ({ around }) => ({
      ok: true,
      intro: t("incidents.end.intro"),
      fields: bodyFields(around.language, {}, true),
    })),
  submitted: async (work, [incidentId = ""], input) => {
    const known = await found(work, incidentId);
    if (!known) return { ok: false, text: t("incidents.refusal.forbidden") };
    const title = t("incidents.announcement.over", { what: known.what });
    const typed = textsOf(input, title, translate);
    const usual = Object.fromEntries(
      Object.keys(known.incident.texts).map((language) => [
        language,
        {
          title: translate(title, language),
          body: translate(t("incidents.announcement.over-body"), language),
        },
      ]),
    );
    const texts = { ...usual, ...typed };
    const ended = await endIncident(work, { incidentId, texts, on: settings.waysOn ?? new Set() });
    if (!ended.ok) return { ok: false, text: refusalText(ended) };
    await tellAskers(work, settings, known.incident, ended.value.askedOnly, texts);
    return { ok: true, text: t("incidents.end.done", { number: ended.value.number }) };
  },
});
