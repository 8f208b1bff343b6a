import type { ContractorKey, ResidentKey, StaffKey } from "./people.ts";

/** What happened to a request, and how many minutes after what came before. */
export type HistoryStep = { after: number } & (
  | { do: "take" | "start"; by: StaffKey }
  | { do: "assign"; by: StaffKey; to: StaffKey | ContractorKey }
  | { do: "ask"; by: StaffKey; text: string; pause?: true }
  | { do: "answer" | "return"; text: string }
  | { do: "write"; by: StaffKey; text: string }
  | { do: "defer"; by: StaffKey; days: number; text: string }
  | { do: "pause"; by: StaffKey; reason: "no-access" }
  | { do: "decline"; by: StaffKey; text: string }
  | { do: "done"; by: StaffKey; text: string }
  | { do: "confirm" }
  | { do: "rate"; stars: number; reasons?: readonly string[]; text?: string }
);

export interface PastRequest {
  /** Days before today, and the local time. */
  daysAgo: number;
  at: string;
  /** Who wrote in Telegram, or the flat that called. */
  from: ResidentKey | { house: 0 | 1; unit: string };
  category: string;
  text: string;
  access?: string;
  photo?: string;
  steps: readonly HistoryStep[];
}

const hours = (count: number): number => count * 60;
const days = (count: number): number => count * 24 * 60;
const call = (house: 0 | 1, unit: string): { house: 0 | 1; unit: string } => ({ house, unit });
const done = (by: StaffKey, after: number, text: string): HistoryStep => ({ do: "done", by, after, text });
const take = (by: StaffKey, after: number): HistoryStep => ({ do: "take", by, after });
const start = (by: StaffKey, after: number): HistoryStep => ({ do: "start", by, after });
const write = (by: StaffKey, after: number, text: string): HistoryStep => ({ do: "write", by, after, text });
const confirm = (after: number): HistoryStep => ({ do: "confirm", after });
const rate = (
  after: number,
  stars: number,
  more: { reasons?: string[]; text?: string } = {},
): HistoryStep => ({
  do: "rate",
  after,
  stars,
  ...more,
});

/** A month of the office, oldest first. Words of the staff that begin with "!" went to the resident. */
export const month: readonly PastRequest[] = [
  {
    daysAgo: 30,
    at: "08:40",
    from: call(0, "17"),
    category: "entrance.intercom",
    text: "Домофон не открывает дверь из квартиры, трубка молчит.",
    steps: [take("irina", 25), done("irina", hours(26), "Заменили трубку, проверили вызов с панели.")],
  },
  {
    daysAgo: 29,
    at: "19:12",
    from: "elena",
    category: "electricity.light",
    text: "На площадке четвёртого этажа не горит свет, ребёнок боится выходить.",
    access: "Доступ не нужен, это площадка",
    steps: [
      take("irina", 15),
      { do: "assign", by: "irina", to: "stepan", after: 10 },
      start("irina", hours(14)),
      done("irina", 50, "Заменили светильник на датчик движения."),
      confirm(hours(3)),
      rate(2, 5),
    ],
  },
  {
    daysAgo: 28,
    at: "07:55",
    from: call(1, "5"),
    category: "cleaning.entrance",
    text: "В первом подъезде третий день не мыли лестницу.",
    steps: [
      take("pavel", 60),
      write("pavel", 20, "Подрядчик обещает сегодня до обеда, проверю"),
      done("pavel", hours(6), "Лестницу вымыли, график уборки вывесили у лифта."),
    ],
  },
  {
    daysAgo: 26,
    at: "21:30",
    from: "john",
    category: "heating.weak",
    text: "The radiator in the bedroom is barely warm, about 17 degrees in the room.",
    access: "Weekdays after 18:00",
    steps: [
      take("pavel", 40),
      write("pavel", 5, "! We will measure the temperature tomorrow after 18:00. Will anybody be at home?"),
      { do: "answer", after: 30, text: "Yes, I will be at home from 18:15." },
      start("pavel", hours(20)),
      done("pavel", 70, "Air was let out of the riser and the valve replaced. 22 °C in the room now."),
      confirm(hours(2)),
      rate(3, 5, { text: "Quick and polite, thank you!" }),
    ],
  },
  {
    daysAgo: 25,
    at: "10:05",
    from: "viktor",
    category: "yard.parking",
    text: "Машина с номером 412 третий день стоит на газоне под окнами.",
    photo: "lawn",
    steps: [
      take("irina", 90),
      {
        do: "decline",
        by: "irina",
        after: hours(4),
        text: "Штрафовать за парковку на газоне может только административная комиссия. Обращение с фото мы ей передали.",
      },
    ],
  },
  {
    daysAgo: 24,
    at: "13:20",
    from: call(0, "31"),
    category: "plumbing.tap",
    text: "Капает кран на кухне, просит поставить новую прокладку.",
    steps: [
      take("irina", 20),
      { do: "assign", by: "irina", to: "rustam", after: 5 },
      start("irina", hours(3)),
      done("irina", 40, "Заменили кран-буксу, счётчик не крутится."),
    ],
  },
  {
    daysAgo: 22,
    at: "18:45",
    from: "larisa",
    category: "lift.fault",
    text: "Лифт дёргается между вторым и третьим этажом и хлопает дверями.",
    steps: [
      take("pavel", 12),
      { do: "ask", by: "pavel", after: 15, text: "Это происходит при движении вверх или вниз?" },
      { do: "answer", after: 25, text: "Только вверх, вниз едет нормально." },
      start("pavel", hours(15)),
      write("pavel", 30, "Лифтовая компания меняет ролики, акт будет завтра"),
      done("pavel", hours(5), "Заменили ролики дверей кабины, лифт испытан под нагрузкой."),
      confirm(hours(1)),
      rate(4, 4, { reasons: ["speed"], text: "Хорошо, но ждали целый день" }),
    ],
  },
  {
    daysAgo: 21,
    at: "02:14",
    from: "pyotr",
    category: "plumbing.burst",
    text: "Прорвало трубу в ванной, вода хлещет, соседей заливает!",
    photo: "burst",
    access: "Я дома",
    steps: [
      take("pavel", 4),
      write("pavel", 2, "! Перекройте кран под раковиной, мастер выехал"),
      { do: "assign", by: "pavel", to: "rustam", after: 3 },
      start("pavel", 20),
      done("pavel", 75, "Перекрыли стояк, заменили участок трубы, воду дали в 03:50."),
      confirm(hours(7)),
      rate(1, 5, { text: "Ночью приехали за двадцать минут. Спасибо!" }),
    ],
  },
  {
    daysAgo: 20,
    at: "09:30",
    from: call(1, "40"),
    category: "entrance.window",
    text: "На лестнице между пятым и шестым этажом разбито стекло, дует.",
    steps: [
      take("irina", 35),
      start("irina", days(1)),
      done("irina", 90, "Стекло вставили, осколки убрали."),
    ],
  },
  {
    daysAgo: 18,
    at: "16:10",
    from: "sophie",
    category: "yard.rubbish",
    text: "Somebody left an old sofa next to the bins two days ago. It blocks the path.",
    photo: "sofa",
    steps: [
      take("irina", 30),
      done("irina", hours(20), "The sofa has been taken away."),
      { do: "return", after: hours(2), text: "The sofa is gone, but the broken boards are still there." },
      done("irina", hours(18), "The boards are gone too. Sorry for that!"),
      confirm(hours(4)),
      rate(2, 4, { reasons: ["quality"] }),
    ],
  },
  {
    daysAgo: 17,
    at: "11:00",
    from: call(0, "66"),
    category: "entrance.roof",
    text: "После дождя на потолке последнего этажа мокрое пятно.",
    steps: [
      take("pavel", 50),
      write("pavel", hours(2), "Осмотрели: отошёл лист у вентиляции, нужен сухой день"),
      {
        do: "defer",
        by: "pavel",
        after: 10,
        days: 24,
        text: "Лист закрепим, когда подсохнет кровля. Пока подставили лоток.",
      },
    ],
  },
  {
    daysAgo: 15,
    at: "20:20",
    from: "timur",
    category: "plumbing.no-water",
    text: "Нет горячей воды второй час, холодная идёт.",
    steps: [
      take("pavel", 9),
      write("pavel", 6, "! Авария на сетях города, горячую воду обещают к 23:00"),
      done("pavel", hours(3), "Горячая вода подана в 22:40."),
      confirm(30),
      rate(1, 5),
    ],
  },
  {
    daysAgo: 14,
    at: "08:15",
    from: call(1, "14"),
    category: "yard.snow",
    text: "У второго подъезда лёд, вчера упал пожилой человек.",
    steps: [take("irina", 10), start("irina", 15), done("irina", 60, "Лёд скололи, дорожку посыпали.")],
  },
  {
    daysAgo: 12,
    at: "22:05",
    from: "emma",
    category: "entrance.door",
    text: "The entrance door no longer closes by itself, anybody can come in at night.",
    access: "No access needed",
    steps: [
      take("pavel", 30),
      start("pavel", hours(11)),
      done("pavel", 45, "The closer has been adjusted. The door closes and locks."),
      confirm(hours(6)),
      rate(5, 5),
    ],
  },
  {
    daysAgo: 11,
    at: "12:40",
    from: call(0, "22"),
    category: "electricity.light",
    text: "Мигает свет в лифтовом холле на шестом этаже.",
    steps: [
      take("irina", 45),
      { do: "assign", by: "irina", to: "stepan", after: 5 },
      start("irina", days(1)),
      done("irina", 30, "Подтянули контакты, заменили пускатель."),
    ],
  },
  {
    daysAgo: 9,
    at: "17:30",
    from: "anna",
    category: "cleaning.chute",
    text: "Мусоропровод забит на третьем этаже, запах на весь подъезд.",
    steps: [
      take("irina", 20),
      start("irina", 40),
      done("irina", hours(2), "Засор убрали, ствол промыли и обработали."),
      confirm(hours(1)),
      rate(2, 5),
    ],
  },
  {
    daysAgo: 8,
    at: "10:10",
    from: "elena",
    category: "entrance.intercom",
    text: "Код домофона не срабатывает, курьеры звонят всем подряд.",
    steps: [
      take("pavel", 60),
      { do: "ask", by: "pavel", after: 20, text: "Какой код вы набираете? Можно прислать фото панели." },
      { do: "answer", after: 90, text: "25К, раньше открывало. Теперь пишет ошибку." },
      start("pavel", days(1)),
      done("pavel", 55, "Перепрошили панель. Новый код придёт отдельным сообщением каждой квартире."),
    ],
  },
  {
    daysAgo: 6,
    at: "19:50",
    from: call(1, "29"),
    category: "heating.weak",
    text: "В угловой комнате +16, батарея холодная снизу.",
    steps: [take("pavel", 25), start("pavel", hours(16)), write("pavel", 30, "Стояк промыли, завтра замер")],
  },
  {
    daysAgo: 5,
    at: "09:05",
    from: "viktor",
    category: "plumbing.leak",
    text: "Под мойкой на кухне сыро, подозреваю сифон.",
    access: "Будни до 12:00",
    photo: "sink",
    steps: [
      take("irina", 30),
      { do: "assign", by: "irina", to: "rustam", after: 10 },
      { do: "pause", by: "irina", after: hours(5), reason: "no-access" },
      write("irina", 3, "! Мастер приходил в 14:00, никто не открыл. Когда вам удобно?"),
    ],
  },
  {
    daysAgo: 4,
    at: "15:25",
    from: "sophie",
    category: "yard.parking",
    text: "A delivery van has been blocking the ramp for wheelchairs since the morning.",
    steps: [
      take("irina", 8),
      done("irina", 55, "We called the owner and the van is gone."),
      confirm(20),
      rate(1, 5),
    ],
  },
  {
    daysAgo: 3,
    at: "08:50",
    from: call(0, "9"),
    category: "cleaning.entrance",
    text: "В тамбуре первого подъезда разлили краску.",
    steps: [take("irina", 40), start("irina", hours(2))],
  },
  {
    daysAgo: 3,
    at: "18:20",
    from: "larisa",
    category: "entrance.window",
    text: "Не закрывается окно на лестнице второго этажа, сквозняк.",
    photo: "window",
    steps: [
      take("pavel", 35),
      { do: "assign", by: "pavel", to: "stepan", after: 4 },
      start("pavel", days(1)),
      done("pavel", hours(2), "Отрегулировали створку, заменили ручку."),
    ],
  },
  {
    daysAgo: 2,
    at: "11:35",
    from: "john",
    category: "electricity.light",
    text: "The lamp over the back entrance has been out since Monday.",
    steps: [take("irina", 55), { do: "assign", by: "irina", to: "stepan", after: 12 }],
  },
  {
    daysAgo: 2,
    at: "20:15",
    from: "timur",
    category: "lift.fault",
    text: "В лифте не работает кнопка пятого этажа.",
    steps: [take("pavel", 18), start("pavel", hours(13))],
  },
  {
    daysAgo: 1,
    at: "09:45",
    from: call(1, "11"),
    category: "plumbing.tap",
    text: "Просит заменить смеситель в ванной, свой купила.",
    steps: [take("irina", 70)],
  },
  {
    daysAgo: 1,
    at: "13:10",
    from: "pyotr",
    category: "other",
    text: "Можно ли поставить во дворе велопарковку? Готовы скинуться с соседями.",
    steps: [
      take("pavel", hours(2)),
      {
        do: "ask",
        by: "pavel",
        after: 5,
        pause: true,
        text: "Идея хорошая. Сколько мест нужно и где удобнее: у второго подъезда или у ворот?",
      },
    ],
  },
  {
    daysAgo: 1,
    at: "19:30",
    from: "emma",
    category: "plumbing.no-water",
    text: "The hot water pressure is very low in the evenings.",
    access: "Any evening this week",
    steps: [],
  },
  {
    daysAgo: 0,
    at: "07:40",
    from: call(0, "58"),
    category: "yard.snow",
    text: "Не почищена дорожка от арки до первого подъезда.",
    steps: [take("irina", 15)],
  },
  {
    daysAgo: 0,
    at: "08:05",
    from: "elena",
    category: "entrance.door",
    text: "Дверь в подвал открыта настежь, внутри горит свет.",
    photo: "door",
    steps: [],
  },
];
