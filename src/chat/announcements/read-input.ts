import { isRepeat, type Texts, type Words } from "../../core/announcements/announcement.ts";
import type { Audience } from "../../core/announcements/audience.ts";
import type { NewAnnouncement } from "../../core/announcements/create-announcement.ts";
import { isAnnouncementCategory, isAnnouncementKind } from "../../core/announcements/manners.ts";
import { languages } from "../../core/directory/languages.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import { type Text, type Translate, t } from "../text.ts";
import { readMoment } from "./read-moment.ts";
import { readPart } from "./read-part.ts";
import { template } from "./templates.ts";
import { type Around, zoneOf } from "./write-fields.ts";

type Read = { ok: true; announcement: NewAnnouncement } | { ok: false; text: Text; field: string };

/** What the form's checked input says. */
export const readInput = async (
  work: Work,
  around: Around,
  input: FormInput,
  translate: Translate,
): Promise<Read> => {
  const kind = choiceOf(input, "kind");
  const category = choiceOf(input, "category");
  const audience = await audienceIn(work, around, input);
  if (!audience.ok) return audience;
  const timeZone = zoneOf(around, audience.value.buildingIds);
  const at = (name: string): Date | null => {
    const text = textOf(input, name);
    return text === null ? null : readMoment(text, timeZone, work.now);
  };
  const repeat = choiceOf(input, "repeat");
  const safe = {
    kind: isAnnouncementKind(kind) ? kind : "general",
    category: isAnnouncementCategory(category) ? category : "other",
  } as const;
  return {
    ok: true,
    announcement: {
      ...safe,
      texts: orTemplate(textsIn(input), () => template(safe, translate)),
      audience: audience.value,
      beginsAt: at("begins"),
      endsAt: at("ends"),
      sendAt: at("send"),
      repeat: isRepeat(repeat) ? repeat : null,
      files: filesOf("slack", input, "files"),
    },
  };
};

export const textsIn = (input: FormInput): Texts =>
  Object.fromEntries(
    languages
      .map((language): [string, Words] => [
        language,
        { title: textOf(input, `title-${language}`) ?? "", body: textOf(input, `body-${language}`) ?? "" },
      ])
      .filter(([, { title, body }]) => title !== "" || body !== ""),
  );

const orTemplate = (texts: Texts, made: () => Texts): Texts =>
  Object.keys(texts).length > 0 ? texts : made();

const audienceIn = async (
  work: Work,
  { buildings }: Around,
  input: FormInput,
): Promise<{ ok: true; value: Audience } | { ok: false; text: Text; field: string }> => {
  const chosen = input.buildings;
  const [only, another] = buildings;
  const buildingIds =
    chosen?.kind === "choices" ? chosen.values : only !== undefined && another === undefined ? [only.id] : [];
  const who = choiceOf(input, "who") === "owners" ? "owners" : "all";
  const typed = textOf(input, "part");
  const part = typed === null ? null : readPart(typed);
  if (part === null) return { ok: true, value: { buildingIds, who } };
  const [buildingId] = buildingIds;
  if (buildingId === undefined || buildingIds.length > 1)
    return { ok: false, field: "part", text: t("announcements.refusal.one-building") };
  if (!("numbers" in part)) return { ok: true, value: { buildingIds, who, ...part } };
  const units = await work.tx.unit.findMany({
    where: { buildingId, number: { in: part.numbers } },
    select: { id: true, number: true },
  });
  const missing = part.numbers.filter((number) => !units.some((unit) => unit.number === number));
  if (missing.length > 0) {
    const list = missing.slice(0, 10).join(", ");
    return { ok: false, field: "part", text: t("announcements.refusal.no-such-units", { list }) };
  }
  return { ok: true, value: { buildingIds, who, unitIds: units.map(({ id }) => id) } };
};
