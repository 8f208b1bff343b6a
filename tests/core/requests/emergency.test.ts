import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EmergencyKind,
  emergencyInText,
  recogniseEmergency,
} from "../../../src/core/requests/emergency.ts";
import { emergencyWords } from "../../../src/core/requests/emergency-words.ts";

const kindOf = (text: string): EmergencyKind | null => emergencyInText(emergencyWords(), text)?.kind ?? null;

const alarms: Record<EmergencyKind, string[]> = {
  gas: [
    "Пахнет газом",
    "ПАХНЕТ ГАЗОМ!!!",
    "в подъезде на третьем этаже очень сильно пахнет газом",
    "Запах газа на лестнице",
    "запах газа не проходит",
    "Пахнет газом, не знаю что делать",
    "Не могу понять откуда, но пахнет газом",
    "Газом воняет уже час",
    "утечка газа на кухне",
    "У нас запах газа, приезжайте",
    "не могу дозвониться, пахнет газом",
    "нет, пахнет газом",
    "Чувствую запах газа в лифте",
    "I smell gas in the hallway",
    "There is a gas leak in the kitchen",
    "Strong gas odour near the stairs",
    "It smells of gas here",
  ],
  fire: [
    "Пожар в подвале",
    "Пожар!",
    "из щитка валит дым",
    "Дым в подъезде",
    "горит мусорный контейнер",
    "Загорелась проводка в квартире 12",
    "пахнет горелой проводкой",
    "Сильный запах гари на этаже",
    "Дымится розетка",
    "Соседи горят!",
    "дым из окна на первом этаже",
    "Подъезд в дыму",
    "Не пожар, но дым валит из подвала",
    "The basement is on fire",
    "Fire!",
    "Smoke is coming from the electrical panel",
    "the socket is smoking",
  ],
  lift: [
    "Застряли в лифте",
    "Ребёнок застрял в лифте между этажами",
    "лифт застрял с людьми",
    "Мы застряли, кабина лифта между 3 и 4",
    "не можем выйти из лифта",
    "Stuck in the lift on floor 4",
    "My mother is trapped in the elevator",
  ],
  sparks: [
    "Искрит розетка",
    "из щитка летят искры",
    "Короткое замыкание в щитке",
    "Бьёт током от стиральной машины",
    "The outlet is sparking",
    "Sparks from the panel",
    "There are exposed wires in the hall",
  ],
  power: [
    "Нет света по всему стояку",
    "Во всём доме пропал свет",
    "нет электричества в квартире",
    "Обесточен весь подъезд",
    "No power in the whole riser",
    "The electricity is out",
  ],
  sewage: [
    "Канализация прорвалась в подвале",
    "Из унитаза лезет обратно",
    "Засор канализации, вода поднимается",
    "фекалии в подвале",
    "Sewage is coming up in the basement",
    "The toilet is overflowing",
  ],
  flood: [
    "Нас заливают соседи сверху",
    "Заливает квартиру!",
    "Прорвало трубу в ванной",
    "лопнул стояк горячей воды",
    "Затопило подвал",
    "вода хлещет из-под раковины",
    "С потолка льётся вода",
    "Прорвало батарею, кипяток хлещет",
    "A pipe burst in the bathroom",
    "Burst pipe",
    "Our flat is flooding",
    "Water is pouring from the ceiling",
  ],
  heating: [
    "Нет отопления",
    "второй день нет отопления, дома 12 градусов",
    "Отопление отсутствует",
    "Батареи холодные",
    "Батареи ледяные, дети мёрзнут",
    "батареи не греют",
    "Не работает отопление",
    "тепла нет",
    "No heating since yesterday",
    "The heating is not working",
    "Radiators are stone cold",
  ],
};

const calm = [
  "Не пахнет газом, но плита плохо горит",
  "газом не пахнет",
  "Запаха газа нет",
  "запаха газа нет, просто шумит",
  "Нет запаха газа",
  "Косили газон под окнами, пахнет травой",
  "Верните газету в почтовый ящик",
  "Поменяйте прокладку газового счётчика",
  "Проверьте счётчик газа. Пахнет краской",
  "Газель стоит на тротуаре",
  "Магазин шумит по ночам",
  "Сгорела лампочка на третьем этаже",
  "Не горит лампочка в подъезде",
  "не горит свет у лифта",
  "Пожарная дверь не закрывается",
  "Пожарный шкаф сломан",
  "Противопожарная сигнализация пищит",
  "Пожара нет",
  "Соседи курят, сигаретный дым в вентиляции",
  "Датчик дыма разряжен",
  "Соседи жарят шашлык, дым в окна",
  "Дым из мангала под окнами",
  "Лампа не горит у соседей",
  "Нет горячей воды",
  "Вода ржавая",
  "Когда включат отопление?",
  "Кнопка лифта не горит",
  "В лифте грязно",
  "Замените газовую плиту",
  "Никакого пожара нет",
  "Дымоход надо прочистить",
  "Искренне ваш, Иван",
  "Спасибо искреннее",
  "Нужен акт о заливе квартиры",
  "Выдайте акт о затоплении",
  "Капает кран на кухне",
  "Лифт гудит и не открывается на пятом этаже",
  "Лифт не работает",
  "Почему такая плата за канализацию?",
  "Когда отключат отопление летом? Слишком жарко",
  "Нет света в тамбуре, замените лампу",
  "Окно в подъезде разбито",
  "Залили каток во дворе",
  "There is no smell of gas",
  "I don't smell gas any more",
  "The gasket of the tap is worn",
  "Please read my gas meter",
  "The fire door does not close",
  "A fire extinguisher is missing",
  "The smoke detector keeps beeping",
  "Neighbours' cigarette smoke comes through the vent",
  "The tap drips",
  "Neighbours smoke in the stairwell",
  "Noise from the neighbours",
  "When will heating be turned on?",
  "No hot water",
  "My sewage bill is wrong",
  "No fire, just a broken lamp",
  "The lift is slow",
  "Need new spark plugs, can I store them?",
  "The garage gate is broken",
];

describe("Emergencies in a text", () => {
  for (const [kind, texts] of Object.entries(alarms))
    test.each(texts)(`${kind}: %s`, (text) => {
      expect(kindOf(text)).toBe(kind);
    });

  test.each(calm)("calm: %s", (text) => {
    expect(kindOf(text)).toBeNull();
  });

  test("gas and fire ask to call 112, others do not", () => {
    for (const [kind, texts] of Object.entries(alarms))
      for (const text of texts)
        expect(emergencyInText(emergencyWords(), text)?.call112).toBe(kind === "gas" || kind === "fire");
  });

  test("an alarm stays one in any case, with ё or е, and after any other sentence", () => {
    const lines = Object.values(alarms).flat();
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.constantFrom(...calm), (line, before) => {
        expect(kindOf(line.toUpperCase())).toBe(kindOf(line));
        expect(kindOf(line.replaceAll("ё", "е"))).toBe(kindOf(line));
        expect(kindOf(`${before}. ${line}`)).toBe(kindOf(line));
      }),
    );
  });

  test("any text at all is judged without a fault", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => void kindOf(text)));
  });

  test("the category counts where the text says nothing, the more dangerous of both where it does", () => {
    const words = emergencyWords();
    expect(recogniseEmergency(words, "lift.stuck", "помогите")).toEqual({ kind: "lift", call112: false });
    expect(recogniseEmergency(words, "heating.none", "и пахнет газом")).toEqual({
      kind: "gas",
      call112: true,
    });
    expect(recogniseEmergency(words, "yard.snow", "скользко")).toBeNull();
  });
});
