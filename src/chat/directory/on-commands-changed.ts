import { followCommands } from "../../core/directory/command-readers.ts";
import type { Subscriber } from "../../core/work/core.ts";

/** What changes which commands a person is offered in a private chat, or in which language. */
export const onCommandsChanged: Subscriber = async (work, event) => {
  switch (event.type) {
    case "role.granted":
    case "role.revoked":
    case "language.chosen":
    case "person.joined":
    case "person.moved-out":
    case "person.returned":
      await followCommands(work, event.personId);
  }
};
