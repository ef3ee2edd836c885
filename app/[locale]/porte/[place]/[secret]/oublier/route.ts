import { plainForm } from "#app/form.ts";
import { forgottenNumbers } from "#lib/server/queue/numbers-of-browser.ts";

/** « Ce n’est pas moi »: the browser forgets its numbers, which stay in the line, and is led back to the door. */
export const POST = plainForm(
  ({ part }) => `/porte/${encodeURIComponent(part("place"))}/${encodeURIComponent(part("secret"))}`,
  () => Promise.resolve({ ok: true, cookies: [forgottenNumbers()] }),
);
