import { missingExtension } from "#scripts/extensions.ts";
import { failure, ok, type DatabaseCheck } from "./check.ts";

/** The database has every extension that the migrations need, or its owner may create it. */
export const extensions: DatabaseCheck = {
  name: "extensions",
  run: async (client) => {
    const problem = await missingExtension(client);
    return problem ? failure(problem) : ok("The extensions of the database are there, or can be created.");
  },
};
