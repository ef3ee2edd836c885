import { SMS_GATEWAYS } from "#lib/server/message/gateways/gateways.ts";
import { ok, type InstallationCheck } from "./check.ts";

/**
 * How SMS leave. What is missing for that is said by the check of the settings, since the application would not start.
 */
export const sms: InstallationCheck = {
  name: "sms",
  commands: ["start", "doctor"],
  run: ({ environment }) => {
    const gateway = environment["SMS_GATEWAY"];
    if (!gateway) return ok("No SMS leaves: telephone numbers are for calling. SMS_GATEWAY names a contract.");
    const company = SMS_GATEWAYS.find(({ name }) => name === gateway)?.company;
    return ok(
      company === undefined
        ? "SMS are shown here and leave nowhere."
        : `SMS leave by ${company}, from ${environment["SMS_SENDER"] ?? "nobody yet"}.`,
    );
  },
};
