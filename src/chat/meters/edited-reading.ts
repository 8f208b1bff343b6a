import { takenMonths } from "../../core/meters/building-window.ts";
import { giveReading } from "../../core/meters/give-reading.ts";
import { parseReading } from "../../core/meters/parse-reading.ts";
import { readingsIn, type SaidReading } from "../../core/meters/readings-in.ts";
import type { FieldInput } from "../event.ts";
import type { FallbackRoute, Turn } from "../route.ts";
import { sourceOf } from "../source-of.ts";
import { t } from "../text.ts";
import { fits } from "./meant-registers.ts";
import { type OwnRegister, ownRegisters } from "./own-registers.ts";
import { valueName } from "./register-fields.ts";
import { monthText, quantityText, refusalText } from "./words.ts";

/** A message that gave readings says something else now: they are corrected, until the month's bills are approved. */
export const editedReadingRoute: FallbackRoute = {
  kind: "fallback",
  name: "edited-reading",
  handle: async (turn) => {
    const { work, event, respond } = turn;
    if (event.type !== "edited" || work.actor.kind !== "person") return false;
    const source = sourceOf(event, event.message);
    const rows = await work.tx.reading.findMany({
      where: { message: source, replacedAt: null, givenBy: work.actor.personId },
      select: { meterId: true, zone: true, value: true, day: true, month: true },
      orderBy: { id: "asc" },
    });
    if (rows.length === 0) return false;
    const registers = await ownRegisters(work);
    const given = rows.flatMap((row) => {
      const own = registers.find(
        ({ register }) => register.meter.id === row.meterId && register.zone === row.zone,
      );
      return own ? [{ ...row, own }] : [];
    });
    const serials = registers.map(({ register }) => register.meter.serial);
    const numbers = readingsIn(event.text, serials);
    if (numbers?.length !== rows.length || given.length !== rows.length) {
      respond.notice(t("meters.edited.unclear"), "alert");
      return true;
    }
    const corrected = match(given, numbers).filter(({ own, said, value }) => {
      const parsed = parseReading(said.text, own.register.meter.capacity);
      return !parsed.ok || parsed.value !== value;
    });
    await correct(turn, corrected, source);
    return true;
  },
};

interface Given {
  own: OwnRegister;
  value: bigint;
  day: string;
  month: string;
}

type Corrected = Given & { said: SaidReading };

/** Each number by its name, else in the order in which they were given. */
const match = (given: readonly Given[], numbers: readonly SaidReading[]): Corrected[] => {
  const left = [...given];
  return numbers.flatMap((said) => {
    const named = left.filter(({ own }) => fits(own, said));
    const at = left.indexOf((named.length === 1 ? named[0] : left[0]) as Given);
    return left.splice(at, 1).map((each) => ({ ...each, said }));
  });
};

const correct = async (turn: Turn, corrected: readonly Corrected[], source: string): Promise<void> => {
  const { work, respond } = turn;
  const [first] = corrected;
  if (!first) return;
  const taken = await takenMonths(work.tx, first.own.register.meter.companyId);
  if (taken(first.month))
    return respond.notice(t("meters.edited.too-late", { month: monthText(first.month) }), "alert");
  // A number of today would be the next month's already.
  if (first.own.register.time.month !== first.month) return correctPast(turn, first, source);
  const values = corrected.map(({ said }, at): [string, FieldInput] => [
    valueName(at),
    { kind: "text", text: said.text, source },
  ]);
  const pairs = corrected.flatMap(({ own: { register } }) => [register.meter.id, register.zone]);
  await respond.openFormWith("meters.give", [first.own.unitId, ...pairs], Object.fromEntries(values));
};

const correctPast = async (
  { work, respond }: Turn,
  { own: { register }, said, day, month }: Corrected,
  source: string,
): Promise<void> => {
  const { meter, zone } = register;
  const parsed = parseReading(said.text, meter.capacity);
  if (!parsed.ok) return respond.notice(refusalText(parsed), "alert");
  const { value } = parsed;
  const outcome = await giveReading(work, {
    meterId: meter.id,
    zone,
    value,
    day,
    source: "resident",
    message: source,
  });
  respond.notice(
    outcome.ok
      ? t("meters.edited.done", { month: monthText(month), value: quantityText(value) })
      : refusalText(outcome),
    outcome.ok ? "info" : "alert",
  );
};
