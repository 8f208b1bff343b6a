import { forgetColumns } from "../../../core/directory/register/choose-columns.ts";
import { listMappings } from "../../../core/directory/register/mapping.ts";
import { action } from "../../action.ts";
import type { Route, Turn } from "../../route.ts";
import { joined, moment, plain, t } from "../../text.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { refusalText } from "../words.ts";
import { columnsForm } from "./columns-form.ts";

/** `/domovoy mapping`: which headings are read as they were chosen once. */
const showMappings = async ({ work, respond }: Turn): Promise<void> => {
  const { actor, tx, vault } = work;
  if (actor.kind !== "person" || !maySomewhere(actor, "register.import"))
    return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
  const mappings = await listMappings(tx, vault, actor.companyId);
  respond.show({
    blocks: [
      { type: "heading", text: t("directory.mapping.list") },
      mappings.length > 0
        ? {
            type: "list",
            items: mappings.map(({ headings, changedAt }, index) =>
              joined(
                " — ",
                plain(`${index + 1}. ${headings}`),
                t("directory.history.on", { at: moment(changedAt, timeZone, "date") }),
              ),
            ),
          }
        : { type: "text", text: t("directory.mapping.no-mappings") },
      { type: "note", text: t("directory.mapping.how") },
    ],
    buttons: mappings.map(({ fingerprint }, index) => [
      {
        label: t("directory.mapping.forget", { number: index + 1 }),
        do: { action: action("dr.mapf", fingerprint) },
      },
    ]),
  });
};

export const mappingRoutes: Route[] = [
  {
    kind: "command",
    name: "mapping",
    platforms: ["slack"],
    audience: "staff",
    description: "directory.command.mapping",
    handle: (turn) => showMappings(turn),
  },
  { kind: "action", name: "dr.maps", handle: (turn) => showMappings(turn) },
  { kind: "form", form: columnsForm },
  {
    kind: "action",
    name: "dr.map",
    opens: columnsForm.id,
    handle: ({ respond }, args) => respond.openForm(columnsForm.id, ...args),
  },
  {
    kind: "action",
    name: "dr.mapf",
    handle: async (turn, [fingerprint = ""]) => {
      const outcome = await forgetColumns(turn.work, { fingerprint });
      if (!outcome.ok) return turn.respond.notice(refusalText(outcome), "alert");
      await showMappings(turn);
    },
  },
];
