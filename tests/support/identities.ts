import type { PrismaClient } from "#prisma/generated/client.ts";

type Identity = { readonly name?: string; readonly phone?: string };
type Contact = Identity & { readonly email?: string; readonly overbookReason?: string };

/** Writes who a visit is, as the product does. */
export const nameVisit = (db: PrismaClient, visitId: string, { name, phone }: Identity): Promise<number> =>
  db.$executeRaw`
    INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
    SELECT p.local_date, v.id, night_after(p.ends_at, p.time_zone), ${name ?? null}, ${phone ?? null}
    FROM visit v JOIN permanence p ON p.id = v.permanence_id WHERE v.id = ${visitId}::uuid`;

/** Writes who booked an appointment, as the product does. */
export const addContact = (
  db: PrismaClient,
  appointmentId: string,
  { name, phone, email, overbookReason }: Contact,
): Promise<number> =>
  db.$executeRaw`
    INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email, overbook_reason)
    SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, ${name ?? null}, ${phone ?? null}, ${email ?? null}, ${overbookReason ?? null}
    FROM appointment WHERE id = ${appointmentId}::uuid`;

/** Who a visit is: its first name and telephone, or null. */
export const identityOf = (db: PrismaClient, visitId: string) =>
  db.visitIdentity.findFirst({ where: { visitId }, select: { name: true, phone: true } });

/** Who booked an appointment, or null. */
export const contactOf = (db: PrismaClient, appointmentId: string) =>
  db.appointmentContact.findFirst({
    where: { appointmentId },
    select: { name: true, phone: true, email: true, overbookReason: true },
  });
