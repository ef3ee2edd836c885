import { ok, warning, type InstallationCheck } from "./check.ts";

/** Production can send sign-in codes. It serves residents without them, so that this is a warning. */
export const mail: InstallationCheck = {
  name: "mail",
  commands: ["start", "doctor"],
  run: ({ purpose, environment }) => {
    if (purpose !== "production") return ok("Sign-in codes are shown on the page; no mail is needed.");
    const missing = ["SMTP_URL", "MAIL_FROM"].filter((name) => !environment[name]);
    return missing.length > 0
      ? warning(`Nobody can sign in, since no code can be sent: set ${missing.join(" and ")}, as .env.example shows.`)
      : ok("Sign-in codes are sent by the server of SMTP_URL.");
  },
};
