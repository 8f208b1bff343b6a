import { parseArgs } from "node:util";
import { manifestYaml } from "../adapters/slack/manifest/manifest-yaml.ts";
import { slackManifest } from "../adapters/slack/manifest/slack-manifest.ts";
import { createChatCatalogue } from "../chat/areas.ts";
import { createTranslator } from "../chat/translator.ts";
import { localesFolder } from "../package-paths.ts";

const usage = `slack-manifest [--url https://domovoy.example.org] [--language ru|en]
  Prints the manifest that a Slack app is made from: api.slack.com/apps, Create New App, From a manifest.
  Without --url: Socket Mode. With it: HTTP at that address.
`;

/** `cli slack-manifest`: gives the exit code. */
export const printSlackManifest = async (args: string[]): Promise<number> => {
  const text = manifestFor(args);
  if (text === null) {
    process.stderr.write(usage);
    return 64;
  }
  process.stdout.write(text);
  return 0;
};

/** The manifest as YAML; null when the options make no sense. */
export const manifestFor = (args: string[]): string | null => {
  const translator = createTranslator(localesFolder);
  try {
    const { values } = parseArgs({
      args,
      options: { url: { type: "string" }, language: { type: "string", default: "en" } },
    });
    const url = values.url === undefined ? null : new URL(values.url);
    const language = translator.match(values.language);
    if (!language || (url && url.protocol !== "https:")) return null;
    const { translate } = translator;
    const catalogue = createChatCatalogue({ staffChannel: null, botUsername: null }, translate);
    return manifestYaml(slackManifest({ catalogue, translate, language, url }));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
};
