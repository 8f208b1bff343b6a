import { badRequest } from "../refusal.ts";
import type { MethodTable } from "./method.ts";

export const fileMethods: MethodTable = {
  getFile: {
    params: ["file_id"],
    run({ world, args }) {
      const id = args.text("file_id");
      if (id === "") throw badRequest("file_id not specified");
      const file = world.files.get(id);
      if (!file) throw badRequest("wrong file_id or the file is temporarily unavailable");
      const file_path = world.files.openPath(file);
      return { file_id: id, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path };
    },
  },
};
