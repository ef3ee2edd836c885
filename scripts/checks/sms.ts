import { ok, type InstallationCheck } from "./check.ts";

const NAMES: Readonly<Record<string, string>> = { ovh: "OVHcloud", brevo: "Brevo", octopush: "Octopush" };

/** How SMS leave. What is missing for that is said by the check of the settings, since the application would not start. */
export const sms: InstallationCheck = {
  name: "sms",
  commands: ["start", "doctor"],
  run: ({ environment }) => {
    const gateway = environment["SMS_GATEWAY"];
    if (!gateway) return ok("No SMS leaves: telephone numbers are for calling. SMS_GATEWAY names a contract.");
    const name = NAMES[gateway];
    return ok(
      name === undefined
        ? "SMS are shown here and leave nowhere."
        : `SMS leave by ${name}, from ${environment["SMS_SENDER"] ?? "nobody yet"}.`,
    );
  },
};
