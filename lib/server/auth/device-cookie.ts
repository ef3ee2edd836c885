import { env } from "../env.ts";

const secure = env.APP_URL.startsWith("https:");

/** As long as browsers keep a cookie: nobody stands at the kiosk to enrol it again. */
const SECONDS = 400 * 24 * 3600;

/** Under which name an enrolled device shows its secret: bound to this host when the address is https. */
export const deviceCookieName = secure ? "__Host-device" : "device";

/** The Set-Cookie line that makes this browser the device of a secret. Unread by scripts, never sent by another site's page. */
export const deviceCookie = (secret: string): string =>
  `${deviceCookieName}=${secret}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
