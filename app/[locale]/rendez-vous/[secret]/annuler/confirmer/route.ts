import { plainForm } from "#app/form.ts";
import { cancelAppointment } from "#lib/server/booking/cancel.ts";

const pageOf = (secret: string): string => `/rendez-vous/${encodeURIComponent(secret)}`;

/** Cancels an appointment by a plain form and redirects to its page, which confirms it; sent again it does the same. */
export const POST = plainForm(
  ({ part }) => `${pageOf(part("secret"))}/annuler`,
  async ({ part }) => {
    const cancelled = await cancelAppointment(part("secret"));
    return cancelled.ok ? { ok: true, to: pageOf(part("secret")) } : cancelled;
  },
);
