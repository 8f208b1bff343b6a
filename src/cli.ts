import { existsSync } from "node:fs";
import { commands } from "./cli/commands.ts";

const usage = `npm run cli -- <command>\n\n${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(16)}${does}`)
  .join("\n")}\n`;

if (existsSync(".env")) process.loadEnvFile(".env");
const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  const run = await command.load();
  process.exitCode = await run(args, process.env);
} else {
  process.stderr.write(usage);
  process.exitCode = name === "" || name === "help" || name === "--help" ? 0 : 2;
}
