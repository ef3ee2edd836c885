import { plainForm } from "#app/form.ts";
import { stopMailsOfShare } from "#lib/server/calendar/stop-partner-mails.ts";

const pageOf = (secret: string): string => `/ne-plus-recevoir/${encodeURIComponent(secret)}`;

/** Stops the mails of a share, by the button of the page, and leads back to it. */
export const POST = plainForm(
  ({ part }) => pageOf(part("secret")),
  async ({ part }) => {
    const stopped = await stopMailsOfShare(part("secret"));
    return stopped.ok ? { ok: true, to: `${pageOf(part("secret"))}?fait=oui` } : stopped;
  },
);
