import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { revokeRole } from "../../src/core/directory/revoke-role.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import type { Language, Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

describe.each(databases)("lists of commands on $name", { timeout: patience }, (database) => {
  let story: Story;
  let anna: Resident;
  let mason: Resident;

  const joins = async (role: string, name: string, language: Language): Promise<Resident> => {
    await story.olga.commands(`invite ${role}`);
    const [, code = ""] = /start=([\w-]+)/.exec(story.olga.toldPrivately().at(-1) ?? "") ?? [];
    const person = story.stranger({ name, language });
    await person.opensLink(code);
    return person;
  };
  const menu = ({ id }: Resident, chat = id) => {
    const shown = story.town.telegram.commandsFor(id, chat);
    return {
      names: shown.map(({ command }) => command),
      words: shown.map((each) => each.description).join(),
    };
  };

  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    mason = await joins("contractor", "Mason", "en");
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  it("a contractor is offered what contractors do, a resident what residents do", async () => {
    await story.eventually(() => expect(menu(mason).names).toContain("mine"));
    expect(menu(mason).names).not.toContain("new");
    expect(menu(mason).words).toMatch(/^[^а-я]*$/i);
    expect(menu(anna).names).toContain("new");
    expect(menu(anna).names).not.toContain("mine");
  });

  it("the list follows the language that a contractor chooses", async () => {
    await mason.writes("/language ru");
    await story.eventually(() => expect(menu(mason).words).toMatch(/[а-я]/i));
    expect(menu(mason).names).toContain("mine");
  });

  it("nothing is set twice, also not by the next process", async () => {
    const sets = () =>
      story.town.telegram.calls().filter(({ method }) => /^(set|delete)MyCommands$/.test(method)).length;
    const profiles = () => story.town.telegram.calls("getMyShortDescription").length;
    await story.settled();
    const [before, published] = [sets(), profiles()];
    await story.town.restart();
    await story.eventually(() => expect(profiles()).toBe(published + 3));
    expect(sets()).toBe(before);
    expect(menu(mason).names).toContain("mine");
  });

  it("whoever is no contractor any more sees what all see, although Telegram fails at first", async () => {
    const { core } = story.town.domovoy;
    const role = await core.database.read.role.findFirstOrThrow({ where: { kind: "contractor" } });
    const olga = await core.database.read.role.findFirstOrThrow({ where: { kind: "administrator" } });
    const { companyId, personId } = role;
    story.town.telegram.fault({ method: "deleteMyCommands", answer: "server-error", times: 1 });
    const revoked = await runWork(
      core,
      {
        actor: {
          kind: "person",
          companyId,
          personId: olga.personId,
          language: "ru",
          account: null,
          roles: [{ kind: "administrator", buildingId: null }],
          occupancies: [],
        },
        channel: "slack",
      },
      (work) => revokeRole(work, { companyId, holder: { personId }, kind: "contractor", buildingId: null }),
    );
    expect(revoked.ok).toBe(true);
    story.clock.passes({ minutes: 5 });
    // The queue's own pause before it tries again goes by the real clock on PostgreSQL.
    await vi.waitFor(() => expect(menu(mason).names).not.toContain("mine"), {
      timeout: 90_000,
      interval: 100,
    });
    expect(menu(mason).names).toContain("new");
  });

  it("a group is offered what can be done there, its administrators a little more", async () => {
    const { telegram } = story.town;
    const { id } = telegram.createGroup({ title: "Дом 1", members: [anna.id, mason.id] });
    expect(menu(mason, id).names.toSorted()).toEqual(["help", "request"]);
    expect(menu(anna, id).names.toSorted()).toEqual(["help", "request", "topic"]);
    expect(menu(anna, id).words).toMatch(/[а-я]/i);
  });
});
