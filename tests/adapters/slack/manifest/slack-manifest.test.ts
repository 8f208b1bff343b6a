import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type Schema } from "ajv";
import { describe, expect, it } from "vitest";
import { manifestYaml } from "../../../../src/adapters/slack/manifest/manifest-yaml.ts";
import { botEvents, botScopes } from "../../../../src/adapters/slack/manifest/permissions.ts";
import { slackManifest } from "../../../../src/adapters/slack/manifest/slack-manifest.ts";
import { createChatCatalogue } from "../../../../src/chat/areas.ts";
import { createTranslator } from "../../../../src/chat/translator.ts";
import { manifestFor } from "../../../../src/cli/slack-manifest.ts";
import { allMethods } from "../../../../src/sandbox/slack/web-api/methods.ts";

const { translate } = createTranslator("locales");
const catalogue = createChatCatalogue({ staffChannel: null, botUsername: null }, translate);
const made = (language: string, url: URL | null) => slackManifest({ catalogue, translate, language, url });

const officialSchema = "../shared/specs/slack/manifest-schema/schemas/manifest.schema.1.0.0.json";
const scopes = Object.keys(botScopes);

describe("the Slack manifest", () => {
  it("is committed as the command prints it", () => {
    expect(
      readFileSync("slack-manifest.yaml", "utf8"),
      "npm run cli -- slack-manifest > slack-manifest.yaml",
    ).toBe(manifestFor([]));
  });

  it.skipIf(!existsSync(officialSchema)).each(["en", "ru"])(
    "is what Slack's schema asks for, in %s",
    (language) => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      const validate = ajv.compile(JSON.parse(readFileSync(officialSchema, "utf8")) as Schema);
      for (const url of [null, new URL("https://domovoy.example.org")]) {
        validate(made(language, url));
        expect(validate.errors).toBeNull();
      }
      validate({ ...made(language, null), features: { slash_commands: [{ command: "domovoy" }] } });
      expect(validate.errors).not.toBeNull();
    },
  );

  it("names every command of the catalogue, and opens a form by its shortcut", () => {
    const { slash_commands, shortcuts } = (made("en", null) as { features: Features }).features;
    expect(slash_commands).toHaveLength(1);
    const hinted = slash_commands[0]?.usage_hint.slice(1, -1).split(" | ") ?? [];
    const ofSlack = catalogue.commands.filter(({ platforms }) => platforms.includes("slack"));
    expect([...hinted].sort()).toEqual(ofSlack.map(({ name }) => name).sort());
    expect(slash_commands[0]?.should_escape).toBe(true);
    expect(catalogue.form(shortcuts[0]?.callback_id ?? "")?.title).toBeDefined();
  });

  it("gives addresses only over HTTP", () => {
    const socket = JSON.stringify(made("en", null));
    expect(socket).toContain('"socket_mode_enabled":true');
    expect(socket).not.toContain("http");
    const http = JSON.stringify(made("en", new URL("https://domovoy.example.org/whatever")));
    expect(http).toContain('"socket_mode_enabled":false');
    expect(http.match(/https:\/\/domovoy\.example\.org\/slack\/events"/g)).toHaveLength(3);
  });

  it("asks for a scope of every method that the adapter calls, and for no scope besides", () => {
    const methods = allMethods(() => undefined);
    const source = sourceOf("src/adapters/slack");
    const called = new Set(
      [...source.matchAll(/client\.([a-z]+\.[a-zA-Z]+)\(/g)].map(([, name = ""]) => name),
    );
    expect(called.size).toBeGreaterThan(8);
    const unserved = [...called].filter((name) => {
      const needed = methods.get(name)?.scopes ?? ["unknown method"];
      return needed.length > 0 && !needed.some((scope) => scopes.includes(scope));
    });
    expect(unserved).toEqual([]);
    // Events, downloads and commands need the rest.
    const ofEvents = ["channels:history", "groups:history", "im:history", "files:read", "commands"];
    const ofMethods = [...called].flatMap((name) => methods.get(name)?.scopes ?? []);
    expect(scopes.filter((scope) => ![...ofEvents, ...ofMethods].includes(scope))).toEqual([]);
  });

  it("subscribes to the events that are translated", () => {
    const translated = sourceOf("src/adapters/slack/inbound");
    for (const event of botEvents) expect(translated).toContain(`"${event.split(".")[0]}"`);
  });

  it("writes YAML that says the same", () => {
    const yaml = manifestYaml({ a: { list: ["x: #1", { b: true, c: { d: 1 } }] }, e: 'quote " and\nline' });
    expect(yaml).toBe(
      'a:\n  list:\n    - "x: #1"\n    - b: true\n      c:\n        d: 1\ne: "quote \\" and\\nline"\n',
    );
  });

  it("refuses an address without https, and an unknown language", () => {
    expect(manifestFor(["--url", "http://domovoy.example.org"])).toBeNull();
    expect(manifestFor(["--url", "nonsense"])).toBeNull();
    expect(manifestFor(["--language", "tlh"])).toBeNull();
    expect(manifestFor(["--language", "ru"])).toContain("Домовой");
  });
});

interface Features {
  slash_commands: { usage_hint: string; should_escape: boolean }[];
  shortcuts: { callback_id: string }[];
}

const sourceOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
