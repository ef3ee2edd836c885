import { plainForm } from "#app/form.ts";
import { keepLanguage } from "#lib/server/booking/keep-language.ts";
import { moveAppointment } from "#lib/server/booking/move.ts";
import { readMoveForm } from "#lib/wire/booking/booking-form.ts";

const pageOf = (secret: string): string => `/rendez-vous/${encodeURIComponent(secret)}`;

/**
 * Moves an appointment by a plain form and redirects to it; when refused, back to the hours of that day with the
 * reason.
 */
export const POST = plainForm(
  ({ part }) => `${pageOf(part("secret"))}/deplacer`,
  async ({ part, fields, locale }) => {
    const form = readMoveForm((await fields()) ?? {});
    if (!form.ok) return form;
    await keepLanguage(part("secret"), locale);
    const moved = await moveAppointment(part("secret"), form.wish, form.key);
    return moved.ok ? { ok: true, to: pageOf(part("secret")) } : moved;
  },
  {
    said: async (refus, { fields }) => {
      const { permanence: jour = "", startsAt: heure = "" } = (await fields()) ?? {};
      return { jour: jour.slice(0, 40), heure: heure.slice(0, 40), refus };
    },
  },
);
