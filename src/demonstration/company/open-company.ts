import { addBuilding } from "../../core/directory/add-building.ts";
import { createCompany } from "../../core/directory/create-company.ts";
import { grantRole } from "../../core/directory/grant-role.ts";
import { issueInvite } from "../../core/directory/issue-invite.ts";
import { importRegister } from "../../core/directory/register/import-register.ts";
import { planImport } from "../../core/directory/register/plan-import.ts";
import { setOnCall } from "../../core/directory/set-on-call.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { Work } from "../../core/work/work.ts";
import type { SlackServer } from "../../sandbox/slack/server.ts";
import type { TelegramServer } from "../../sandbox/telegram/server.ts";
import { houses, registerOf } from "./buildings.ts";
import { must } from "./must.ts";
import { contractors, newcomers, type PhoneOf, residents, staff, unitNote } from "./people.ts";

export const companyName = "УК «Домовой»";
export const timeZone = "Europe/Moscow";

export interface CompanyWorld {
  core: Core;
  telegram: TelegramServer;
  slack: SlackServer;
  staffChannel: string;
  settled(): Promise<void>;
}

export interface OpenedCompany {
  phones: PhoneOf[];
  /** Slack users by their key. */
  staff: Record<string, string>;
}

/** The company, its two houses and 120 flats, the staff, and everybody with a phone in their chats. */
export const openCompany = async (world: CompanyWorld): Promise<OpenedCompany> => {
  const { core, telegram, slack, staffChannel } = world;
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "demonstration", companyId: null }, channel: "cli" }, fn);
  const { companyId } = must(
    await run((work) => createCompany(work, { name: companyName, timeZone, language: "ru" })),
    "company",
  );
  for (const { address } of houses)
    must(await run((work) => addBuilding(work, { companyId, address, language: "ru" })), address);
  const plan = planImport(registerOf([...residents, ...newcomers]));
  must(await importRegister(run, { companyId, plan, validOnly: false }), "register");

  const members: Record<string, string> = {};
  const staffIds: Record<string, string> = {};
  for (const { key, name, role } of staff) {
    const externalId = slack.state().users as { id: string; name: string }[];
    const user = externalId.find((each) => each.name === key);
    if (!user) throw new Error(`${key} is not in the workspace`);
    members[key] = user.id;
    const account = {
      platform: "slack" as const,
      externalId: user.id,
      chatId: slack.direct(user.id).id,
    };
    const { personId } = must(
      await run((work) =>
        grantRole(work, { companyId, holder: { account, name }, kind: role, buildingId: null }),
      ),
      name,
    );
    staffIds[key] = personId;
  }
  await putOnCall(core, companyId, staffIds.pavel ?? "", staffIds.olga ?? "");
  const phones = await joinByTelegram({ ...world, run, companyId });
  const group = telegram.createGroup({
    title: `Соседи · ${houses[0].address}`,
    members: phones.flatMap(({ key, userId }) =>
      residents.some((resident) => resident.key === key && resident.house === 0) ? [userId] : [],
    ),
    type: "supergroup",
    bot: "administrator",
  });
  await run((work) => linkGroup(work, companyId, group.id));
  await world.settled();
  gossip(telegram, group.id, phones);
  slack.post({
    user: members.olga ?? "",
    channel: staffChannel,
    text: "Всем доброе утро! Заявки теперь приходят сюда.",
  });
  await world.settled();
  return { phones, staff: members };
};

/** The group is the first house's: announcements and polls go there too. */
const linkGroup = async ({ tx, now }: Work, companyId: string, chat: number): Promise<void> => {
  const building = await tx.building.findFirstOrThrow({ where: { companyId, address: houses[0].address } });
  await tx.buildingChat.create({
    data: { companyId, buildingId: building.id, platform: "telegram", chatId: String(chat), createdAt: now },
  });
};

const putOnCall = async (core: Core, companyId: string, personId: string, by: string): Promise<void> => {
  const actor = {
    kind: "person" as const,
    companyId,
    personId: by,
    language: "ru",
    account: null,
    roles: [{ kind: "administrator" as const, buildingId: null }],
    occupancies: [],
  };
  const outcome = await runWork(core, { actor, channel: "slack" }, (work) =>
    setOnCall(work, { companyId, personId, buildingId: null }),
  );
  must(outcome, "on call");
};

interface Joining extends CompanyWorld {
  run<T>(fn: (work: Work) => Promise<T>): Promise<T>;
  companyId: string;
}

/** Everybody opens the link of an invite, as in life. */
const joinByTelegram = async ({ core, telegram, run, companyId, settled }: Joining): Promise<PhoneOf[]> => {
  const add = (name: string, language: string, phone?: string): number => {
    const [firstName = "", lastName] = name.split(" ");
    const who = { firstName, languageCode: language, ...(lastName ? { lastName } : {}) };
    return telegram.addUser({ ...who, ...(phone ? { phone: phone.replace(/[^+\d]/g, "") } : {}) }).id;
  };
  const phones: PhoneOf[] = [];
  for (const resident of residents) {
    const userId = add(resident.name, resident.language, resident.phone);
    phones.push({ key: resident.key, userId, group: "residents", note: unitNote(resident) });
    const { personId } = await core.database.read.occupancy.findFirstOrThrow({
      where: { unit: { number: resident.unit, building: { address: houses[resident.house].address } } },
      select: { personId: true },
    });
    const { code } = must(
      await run((work) => issueInvite(work, { companyId, invitee: { to: "person", personId } })),
      resident.name,
    );
    telegram.start({ from: userId, payload: code });
  }
  for (const { key, name, language, note } of contractors) {
    const userId = add(name, language);
    phones.push({ key, userId, group: "contractors", note });
    const { code } = must(
      await run((work) => issueInvite(work, { companyId, invitee: { to: "staff", role: "contractor" } })),
      name,
    );
    telegram.start({ from: userId, payload: code });
  }
  for (const newcomer of newcomers) {
    const userId = add(newcomer.name, newcomer.language, newcomer.phone);
    phones.push({ key: newcomer.key, userId, group: "newcomers", note: unitNote(newcomer) });
  }
  await settled();
  return phones;
};

/** What neighbours say among themselves; the bot hears nothing of it. */
const gossip = (telegram: TelegramServer, chat: number, phones: readonly PhoneOf[]): void => {
  const said: readonly [string, string][] = [
    ["elena", "Соседи, кто-нибудь знает, когда начнут красить подъезд?"],
    ["viktor", "Обещали в следующем месяце, после праздников"],
    ["pyotr", "Заявки теперь можно слать боту прямо в личку, с фото. Отвечают быстро 👍"],
    ["john", "Works in English too, I have tried it"],
  ];
  for (const [key, text] of said) {
    const phone = phones.find((each) => each.key === key);
    if (phone) telegram.say({ from: phone.userId, chat, text, quietly: true });
  }
};
