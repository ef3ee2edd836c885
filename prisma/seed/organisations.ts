/** Who runs permanences and who looks on. The phone is from the range reserved for fiction (Arcep). */
export const ORGANISATIONS = [
  {
    slug: "ville-de-strasbourg",
    name: "Ville de Strasbourg",
    kind: "city",
    runsPermanences: true,
    hosts: true,
    phone: "+33353010067",
    phoneHours: "Mo-Fr 08:30-12:00,14:00-17:00",
  },
  { slug: "caf-du-bas-rhin", name: "CAF du Bas-Rhin", kind: "caf", partner: true },
] as const;

/** What an organisation says of itself, by its slug. */
export const SETTINGS = [
  {
    organisation: "ville-de-strasbourg",
    serviceName: "Aide numérique Strasbourg",
    department: "67",
  },
] as const;

/** Accounts that nobody signs in with: the demo does not print them. */
export const STAND_INS = [
  {
    email: "remplacement@demo.strasbourg.example",
    name: "Remplacement 1",
    organisation: "ville-de-strasbourg",
    role: "conseiller",
  },
  {
    email: "remplacement-2@demo.strasbourg.example",
    name: "Remplacement 2",
    organisation: "ville-de-strasbourg",
    role: "conseiller",
  },
] as const;

/** The accounts, by role; the domain is reserved and reaches nobody. */
export const ACCOUNTS = [
  {
    email: "conseiller@demo.strasbourg.example",
    name: "Conseiller 1",
    organisation: "ville-de-strasbourg",
    role: "conseiller",
  },
  {
    email: "conseiller-2@demo.strasbourg.example",
    name: "Conseiller 2",
    organisation: "ville-de-strasbourg",
    role: "conseiller",
  },
  {
    email: "coordination@demo.strasbourg.example",
    name: "Coordination",
    organisation: "ville-de-strasbourg",
    role: "coordinator",
  },
  {
    email: "administration@demo.strasbourg.example",
    name: "Administration",
    organisation: "ville-de-strasbourg",
    role: "administrator",
  },
  { email: "accueil@demo.strasbourg.example", name: "Accueil", organisation: "ville-de-strasbourg", role: "reception" },
  { email: "caf@demo.strasbourg.example", name: "CAF du Bas-Rhin", organisation: "caf-du-bas-rhin", role: "partner" },
] as const;

/**
 * Candidates for the two desks of the open line, in order: the first two who are at no desk elsewhere are taken. The
 * last two are needed only when a demo user already works at another half-day.
 */
export const AT_THE_DESKS = [
  "conseiller-2@demo.strasbourg.example",
  "conseiller@demo.strasbourg.example",
  ...STAND_INS.map(({ email }) => email),
] as const;
