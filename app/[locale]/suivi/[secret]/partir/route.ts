import { plainForm } from "#app/form.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";
import { cookieWithout } from "#lib/server/queue/numbers-of-browser.ts";

/** The holder of a number gives it up by a plain form, and returns to its page. The browser forgets the number. */
export const POST = plainForm(
  ({ part }) => `/suivi/${encodeURIComponent(part("secret"))}`,
  async ({ part, headers }) => {
    const left = await leaveLine(part("secret"));
    if (!left.ok) return left;
    const cookie = await cookieWithout(headers, part("secret"));
    return { ok: true, cookies: cookie === undefined ? [] : [cookie] };
  },
);
