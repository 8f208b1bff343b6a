import { makeLetters } from "../adapters/documents/letters/make-letters.ts";
import { problemsFile } from "../chat/directory/register/problems-file.ts";
import { commandsQueue } from "../core/directory/command-readers.ts";
import { lettersQueue } from "../core/directory/letters/order-letters.ts";
import { readRegisterQueue } from "../core/directory/register/bring-register.ts";
import { importRegisterQueue, undoRegisterQueue } from "../core/directory/register/decide-register.ts";
import { readRegister } from "../core/directory/register/read-register.ts";
import { runRegisterImport } from "../core/directory/register/run-register-import.ts";
import { runRegisterUndo } from "../core/directory/register/run-register-undo.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const directoryHandlers = ({
  core,
  store,
  sources,
  translate,
  settings,
  publishCommands,
}: Parts): JobHandlers => ({
  [commandsQueue]: async ({ personId }) => publishCommands?.(String(personId)),
  [readRegisterQueue]: ({ importId }) =>
    readRegister(
      {
        core,
        store,
        sources,
        problemsFile: (problems, language) => problemsFile(problems, language, translate),
      },
      String(importId),
    ),
  [importRegisterQueue]: ({ importId }, signal) =>
    runRegisterImport({ core, store }, String(importId), signal),
  [undoRegisterQueue]: ({ importId }) => runRegisterUndo(core, String(importId)),
  [lettersQueue]: ({ orderId }) =>
    makeLetters({ core, store, translate, botUsername: () => settings.botUsername }, String(orderId)),
});
