import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Actor, StaffRole } from "#lib/access/actor.ts";

export type Staff = Actor & { readonly kind: "staff" };

/**
 * An organisation with a place; `joins` adds a colleague with a role at every place, `asks` is that colleague signed
 * in.
 */
export async function organisationWithPlace(db: PrismaClient) {
  const organisation = await db.organisation.create({
    data: { slug: `o-${randomUUID()}`, name: "Ville de Rennes", kind: "city", runsPermanences: true },
    select: { id: true },
  });
  const placeOf = (name: string) =>
    db.place.create({
      data: {
        organisationId: organisation.id,
        slug: `p-${randomUUID()}`,
        name,
        shortName: name,
        address: "1 rue de la Mairie",
        city: "Rennes",
        postalCode: "35000",
        latitude: 48.1,
        longitude: -1.6,
        holidayRegion: "35",
      },
      select: { id: true },
    });
  const place = await placeOf("Mairie");
  const joins = async (role: StaffRole, more: { readonly endsAt?: Date; readonly everyPlace?: boolean } = {}) => {
    const { id } = await db.user.create({ data: { email: `${randomUUID()}@ville.example`, name: "Une personne" } });
    await db.membership.create({ data: { userId: id, organisationId: organisation.id, role, ...more } });
    return id;
  };
  const asks = (user: string, role: StaffRole): Staff => ({
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation: organisation.id, role, places: "all" }],
  });
  const administrator = await joins("administrator");
  const coordinator = await joins("coordinator");
  return {
    id: organisation.id,
    place: place.id,
    placeOf,
    joins,
    asks,
    administrator: asks(administrator, "administrator"),
    coordinator: asks(coordinator, "coordinator"),
  };
}
