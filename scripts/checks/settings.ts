import { sayUnusable, unusableSettings } from "#lib/server/env.ts";
import { SMS_SETTINGS } from "#lib/server/message/gateways/gateways.ts";
import { failure, ok, type InstallationCheck } from "./check.ts";

/** Every setting has a form that the application can use. The value itself is not printed: it may be a secret. */
export const settings: InstallationCheck = {
  name: "settings",
  run: ({ environment, purpose }) => {
    const given = { ...environment, APP_ENV: environment["APP_ENV"] ?? purpose };
    const wrong = [...unusableSettings(given), ...unusableSettings(given, SMS_SETTINGS)];
    if (wrong.length > 0) return failure(`These settings cannot be used: ${sayUnusable(wrong)}`);
    if (purpose === "production" && environment["APP_NOW"])
      return failure("APP_NOW moves the clock, which production does not allow: remove it from the settings.");
    return ok("Every setting that is given can be used.");
  },
};
