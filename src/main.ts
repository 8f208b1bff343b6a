import { existsSync } from "node:fs";
import { start } from "./start.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
process.exitCode = await start(process.env);
