import { unfinishedRestore } from "#lib/server/backup/unfinished-restore.ts";
import { failure, ok, type DatabaseCheck } from "./check.ts";

/** No restore was interrupted before what is due was erased: nobody may read the database until then. */
export const restore: DatabaseCheck = {
  name: "restore",
  run: async (client) =>
    (await unfinishedRestore(client)) === undefined
      ? ok("No restore is left unfinished.")
      : failure(
          "The restore of a backup was interrupted before what is due was erased, and nobody may read the database until then: run npm run restore again with the same file, which finishes it.",
        ),
};
