import { CommandError } from "#scripts/command-error.ts";
import { chosenPort } from "#scripts/serve.ts";
import { failure, ok, type InstallationCheck } from "./check.ts";

/** The port of PORT is free, or, for `doctor`, in use by Permanences itself. */
export const port: InstallationCheck = {
  name: "port",
  commands: ["start", "demo", "doctor"],
  run: async ({ command, environment }) => {
    try {
      return ok(`Port ${await chosenPort()} is free.`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (command === "doctor" && (await isPermanences(Number(environment["PORT"] ?? 3000))))
        return ok(`Permanences already answers on port ${environment["PORT"] ?? 3000}.`);
      return failure(error.message);
    }
  },
};

/** Whether the health check of Permanences answers there, healthy or not: its answer tells of the database. */
const isPermanences = (at: number): Promise<boolean> =>
  fetch(`http://localhost:${at}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(5_000) })
    .then(async (response) => Object.hasOwn((await response.json()) as object, "database"))
    .catch(() => false);
