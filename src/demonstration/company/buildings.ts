/** The houses of the demonstration company: 72 and 48 flats. */
export interface House {
  address: string;
  entrances: number;
  floors: number;
  flatsPerFloor: number;
}

export const houses: readonly [House, House] = [
  { address: "ул. Ленина, 1", entrances: 2, floors: 9, flatsPerFloor: 4 },
  { address: "Садовая ул., 12", entrances: 2, floors: 6, flatsPerFloor: 4 },
];

const surnames = [
  ["Иванов", "Иванова"],
  ["Соколов", "Соколова"],
  ["Лебедев", "Лебедева"],
  ["Козлов", "Козлова"],
  ["Новиков", "Новикова"],
  ["Морозов", "Морозова"],
  ["Павлов", "Павлова"],
  ["Семёнов", "Семёнова"],
  ["Голубев", "Голубева"],
  ["Виноградов", "Виноградова"],
  ["Фёдоров", "Фёдорова"],
  ["Тарасов", "Тарасова"],
  ["Белов", "Белова"],
] as const;

const men = [
  "Алексей",
  "Сергей",
  "Дмитрий",
  "Андрей",
  "Михаил",
  "Николай",
  "Игорь",
  "Олег",
  "Роман",
  "Юрий",
  "Павел",
];
const women = [
  "Мария",
  "Наталья",
  "Ольга",
  "Татьяна",
  "Светлана",
  "Ирина",
  "Екатерина",
  "Людмила",
  "Галина",
  "Вера",
  "Юлия",
];

/** People whom the story needs where they are; everybody else is named in turn. */
export interface NamedResident {
  house: 0 | 1;
  unit: string;
  name: string;
  phone: string;
  language: "ru" | "en";
  relation?: "owner" | "tenant";
}

const header = ["Building", "Unit", "Entrance", "Floor", "Area", "Name", "Phone", "Relation", "Share"];

/** The register of both houses as a spreadsheet has it, the same every time. */
export const registerOf = (named: readonly NamedResident[]): string[][] => [
  header,
  ...houses.flatMap((house, index) => rowsOf(house, index as 0 | 1, named)),
];

const rowsOf = (house: House, index: 0 | 1, named: readonly NamedResident[]): string[][] => {
  const perEntrance = house.floors * house.flatsPerFloor;
  return Array.from({ length: house.entrances * perEntrance }, (_, place) => {
    const unit = String(place + 1);
    const entrance = Math.floor(place / perEntrance) + 1;
    const floor = Math.floor((place % perEntrance) / house.flatsPerFloor) + 1;
    const area = [41.2, 56.8, 38.4, 72.5][place % house.flatsPerFloor] ?? 50;
    const known = named.find((resident) => resident.house === index && resident.unit === unit);
    const person = known ?? someone(place + index * 100);
    return [
      house.address,
      unit,
      String(entrance),
      String(floor),
      area.toFixed(2),
      person.name,
      person.phone,
      known?.relation ?? (place % 7 === 3 ? "tenant" : "owner"),
      "",
    ];
  });
};

const someone = (number: number): { name: string; phone: string } => {
  const woman = number % 2 === 0;
  const surname = surnames[(number * 5 + 3) % surnames.length]?.[woman ? 1 : 0] ?? "";
  const first = (woman ? women : men)[(number * 7 + 2) % 11] ?? "";
  return {
    name: `${first} ${surname}`,
    phone: `+7 917 ${digits(number, 200)}-${String(number).padStart(4, "0")}`,
  };
};

const digits = (number: number, from: number): string => String(from + (number % 700));
