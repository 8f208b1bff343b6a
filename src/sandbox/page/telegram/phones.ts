import { app, onPart, readTelegram, redraw } from "../app.ts";
import { byId, h, icon, keep } from "../dom.ts";
import { unread } from "../seen.ts";
import { clockTime, dayKey, shortDay } from "../times.ts";
import { attempt } from "../toast.ts";
import type { Phone, PhoneGroup } from "../wire.ts";
import { inOwn, language, say } from "../words.ts";

const groups: readonly PhoneGroup[] = ["residents", "newcomers", "contractors", "groups"];

const colours = ["#c0392b", "#935116", "#7d3c98", "#1e8449", "#117a8b", "#2471a3", "#a93280"];

/** A round picture with the first letters of a name. */
export const avatar = (name: string, seed: number): HTMLElement =>
  h(
    "span",
    { class: "avatar", style: `--shade:${colours[Math.abs(seed) % colours.length]}`, "aria-hidden": "true" },
    name
      .replace(/[^\p{L}\p{N} ]/gu, "")
      .split(" ")
      .filter(Boolean)
      .slice(0, 2)
      .map((word) => word[0])
      .join(""),
  );

/** Takes somebody's phone in hand. */
export const openPhone = (userId: number, chatId: number): void => {
  Object.assign(app.telegram, { userId, chatId, chat: null, typingUntil: 0 });
  byId("telegram").classList.add("chat-open");
  redraw("overview");
  redraw("telegram");
  attempt(readTelegram);
};

export const phoneKey = ({ userId, chatId }: Pick<Phone, "userId" | "chatId">): string =>
  chatId < 0 ? String(chatId) : String(userId);

const drawPhones = (): void => {
  const { overview } = app;
  if (!overview) return;
  const open = phoneKey(app.telegram);
  const counts = unread(
    overview.epoch,
    overview.phones.map((phone) => ({ id: `t${phoneKey(phone)}`, incoming: phone.incoming })),
    [`t${open}`],
  );
  const items = groups.flatMap((group) => {
    const phones = overview.phones.filter((phone) => phone.group === group);
    if (phones.length === 0) return [];
    return [
      {
        key: group,
        version: language(),
        make: () => h("h3", { class: "tg-group" }, say(`sandbox.telegram.group.${group}`)),
      },
      ...phones.map((phone) => {
        const count = counts.get(`t${phoneKey(phone)}`) ?? 0;
        const isOpen = phoneKey(phone) === open;
        return {
          key: phoneKey(phone),
          version: JSON.stringify([phone, count, isOpen, language(), dayKey(overview.now)]),
          make: () => phoneLine(phone, count, isOpen, overview.now),
        };
      }),
    ];
  });
  keep(byId("tg-phones"), items);
};

const phoneLine = (phone: Phone, count: number, isOpen: boolean, now: number): HTMLElement =>
  h(
    "button",
    {
      type: "button",
      class: `tg-phone ${isOpen ? "open" : ""}`,
      "aria-current": isOpen ? "true" : null,
      onclick: () =>
        openPhone(phone.chatId < 0 && memberNow(phone) ? app.telegram.userId : phone.userId, phone.chatId),
    },
    phone.chatId < 0
      ? h("span", { class: "avatar", style: "--shade:#2471a3" }, icon("group"))
      : avatar(phone.name, phone.userId),
    h(
      "span",
      { class: "tg-phone-text" },
      h(
        "span",
        { class: "tg-phone-top" },
        h("b", null, phone.name),
        phone.last
          ? h(
              "time",
              null,
              dayKey(phone.last.at) === dayKey(now) ? clockTime(phone.last.at) : shortDay(phone.last.at),
            )
          : null,
      ),
      h(
        "span",
        { class: "tg-phone-bottom" },
        h("span", { class: "tg-phone-last" }, noteOf(phone), lastOf(phone)),
        count > 0
          ? h("span", { class: "badge", "aria-label": say("sandbox.page.unread", { count }) }, count)
          : null,
      ),
    ),
  );

/** In a group one stays whoever one is, if one is in it. */
const memberNow = (phone: Phone): boolean =>
  app.telegram.chatId === phone.chatId ||
  app.overview?.phones.some(
    ({ userId, chatId }) => userId === app.telegram.userId && chatId === phone.chatId,
  ) === true;

const noteOf = (phone: Phone): HTMLElement | null => {
  const note = inOwn(phone.note);
  if (!note) return null;
  const tongue = phone.language.slice(0, 2).toUpperCase();
  return h("span", { class: "tg-note" }, phone.group === "contractors" ? note : `${note} · ${tongue}`);
};

const lastOf = ({ last, blocked }: Phone): string => {
  if (blocked) return say("sandbox.telegram.blocked");
  if (!last) return say("sandbox.telegram.no-messages");
  const words = last.text || (last.media ? say(`sandbox.telegram.media.${last.media}`) : "");
  return last.own ? say("sandbox.telegram.you", { words }) : words;
};

export const startPhones = (): void => {
  onPart("overview", drawPhones);
  byId("tg-back").addEventListener("click", () => byId("telegram").classList.remove("chat-open"));
};
