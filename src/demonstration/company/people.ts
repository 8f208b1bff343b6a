import type { PhoneGroup, Words } from "../../sandbox/page/wire.ts";
import type { NamedResident } from "./buildings.ts";

/** Residents who have joined in Telegram; the first is whom the first steps speak of. */
export const residents = [
  { key: "anna", house: 0, unit: "45", name: "Анна Смирнова", phone: "+7 916 123-45-67", language: "ru" },
  {
    key: "john",
    house: 0,
    unit: "46",
    name: "John Miller",
    phone: "+7 916 765-43-21",
    language: "en",
    relation: "owner",
  },
  { key: "pyotr", house: 0, unit: "47", name: "Пётр Кузнецов", phone: "+7 916 000-00-47", language: "ru" },
  { key: "elena", house: 0, unit: "12", name: "Елена Орехова", phone: "+7 916 000-00-12", language: "ru" },
  {
    key: "emma",
    house: 0,
    unit: "60",
    name: "Emma Brown",
    phone: "+7 916 000-00-60",
    language: "en",
    relation: "tenant",
  },
  { key: "viktor", house: 0, unit: "3", name: "Виктор Громов", phone: "+7 916 000-00-03", language: "ru" },
  { key: "larisa", house: 1, unit: "8", name: "Лариса Ким", phone: "+7 916 000-01-08", language: "ru" },
  { key: "timur", house: 1, unit: "21", name: "Тимур Ахметов", phone: "+7 916 000-01-21", language: "ru" },
  { key: "sophie", house: 1, unit: "33", name: "Sophie Laurent", phone: "+7 916 000-01-33", language: "en" },
] as const satisfies readonly (NamedResident & { key: string })[];

/** In the register and not in Telegram yet: joins by sharing the number, or has to ask. */
export const newcomers = [
  { key: "marina", house: 0, unit: "52", name: "Марина Новикова", phone: "+7 916 000-00-52", language: "ru" },
] as const satisfies readonly (NamedResident & { key: string })[];

export const contractors = [
  { key: "rustam", name: "Рустам Галиев", language: "ru", note: { ru: "сантехник", en: "plumber" } },
  { key: "stepan", name: "Степан Ломов", language: "ru", note: { ru: "электрик", en: "electrician" } },
] as const;

export const staff = [
  {
    key: "olga",
    name: "Ольга Орлова",
    role: "administrator",
    locale: "ru-RU",
    note: { ru: "администратор", en: "administrator" },
  },
  {
    key: "pavel",
    name: "Павел Зимин",
    role: "manager",
    locale: "ru-RU",
    note: { ru: "управляющий", en: "manager" },
  },
  {
    key: "irina",
    name: "Ирина Белова",
    role: "dispatcher",
    locale: "ru-RU",
    note: { ru: "диспетчер", en: "dispatcher" },
  },
  {
    key: "nina",
    name: "Нина Фролова",
    role: "accountant",
    locale: "ru-RU",
    note: { ru: "бухгалтер", en: "accountant" },
  },
] as const;

export type ResidentKey = (typeof residents)[number]["key"];
export type StaffKey = (typeof staff)[number]["key"];
export type ContractorKey = (typeof contractors)[number]["key"];

export const unitNote = ({ unit }: { unit: string }): Words => ({ ru: `кв. ${unit}`, en: `unit ${unit}` });

/** What is kept of somebody with a phone, between starts. */
export interface PhoneOf {
  key: string;
  userId: number;
  group: PhoneGroup;
  note: Words;
}
