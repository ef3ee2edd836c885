import { failure, ok, warning, type InstallationCheck } from "./check.ts";

/**
 * Production knows the address under which people reach it, which every link and calendar carries, and it is encrypted.
 */
export const address: InstallationCheck = {
  name: "address",
  commands: ["start", "doctor"],
  run: ({ purpose, environment: { APP_URL: given } }) => {
    if (purpose !== "production")
      return ok(given ? `People reach it at ${given}.` : "APP_URL is that of this machine.");
    if (!given)
      return failure(
        "APP_URL is missing, and every link in a message or a calendar begins with it: set it to the address that people open, such as APP_URL=https://permanences.example.org.",
      );
    if (!URL.canParse(given))
      return failure("APP_URL is no address: write it as https://permanences.example.org, without a slash at the end.");
    const { protocol, hostname, origin } = new URL(given);
    if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname)))
      return failure(
        `APP_URL is ${protocol}//${hostname}, where sign-in codes and secret links would travel unencrypted: put a proxy with a certificate before the application, and write https:// in APP_URL.`,
      );
    if (given !== origin)
      return warning(`APP_URL has more than the address in it, and links would be wrong: write APP_URL=${origin}.`);
    return ok(`People reach it at ${origin}.`);
  },
};

/** Whether this name of a host, as a URL writes it, leads to the machine itself (RFC 6761, RFC 1122, RFC 4291). */
const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  /^127(\.\d+){3}$/.test(hostname) ||
  hostname === "[::1]";
