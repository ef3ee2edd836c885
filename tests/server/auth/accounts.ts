import type { PrismaClient } from "#prisma/generated/client.ts";

/** An organisation and an account of it with these roles. */
export async function account(
  db: PrismaClient,
  email: string,
  roles: readonly string[] = ["conseiller"],
): Promise<{ user: string; organisation: string }> {
  const organisation = await db.organisation.create({
    data: { slug: `o-${crypto.randomUUID()}`, name: "Ville de Strasbourg", kind: "city", runsPermanences: true },
  });
  const user = await db.user.create({
    data: { email, memberships: { create: roles.map((role) => ({ organisationId: organisation.id, role })) } },
  });
  return { user: user.id, organisation: organisation.id };
}
