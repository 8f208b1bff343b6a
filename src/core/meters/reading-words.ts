import type { MeterKind } from "../../database/types.ts";

/** What people call meters in a message of readings. */
export const readingKinds: [MeterKind, RegExp][] = [
  ["cold_water", /^(хвс|хв|хол|холодная|холодной|холодную|cold|cw)$/],
  ["hot_water", /^(гвс|гв|гор|горячая|горячей|горячую|hot|hw)$/],
  ["electricity", /^(свет|эл|ээ|электричество|электроэнергия|electricity|power|light)$/],
  ["gas", /^(газ|gas)$/],
  ["heat", /^(отопление|тепло|heat|heating)$/],
];

/** And their registers. */
export const readingZones: [string, RegExp][] = [
  ["day", /^(день|дневной|day|т1|t1)$/],
  ["night", /^(ночь|ночной|night|т2|t2)$/],
  ["peak", /^(пик|peak)$/],
  ["half-peak", /^(полупик|half-peak)$/],
];

/** Words beside a number that don't change what it is. */
export const wordsBeside =
  /^(здравствуйте|спасибо|пожалуйста|передаю|hello|hi|thanks|please|вод[аыу]|water|счетчик[аи]?|показани[ея]|meters?|readings?|м|m|м3|м³|m3|m³|куб|куб(а|ов)|кубометр(а|ов)?|квт|ч|квт·ч|квтч|kwh|гкал|gcal)$/;

/** Of two words, of which one names a register of a meter. */
export const greeting = /^\s*(добр(ый|ое|ой) (день|вечер|утро|ночи)|good (day|morning|evening))/;
