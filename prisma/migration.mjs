/** `npm run migration -- --squash` or `-- <name>`: runs `cli migration` from the sources. */
import { register } from "tsx/esm/api";

register();
const { migration } = await import("../src/cli/migration.ts");
process.exitCode = await migration(process.argv.slice(2), process.env);
