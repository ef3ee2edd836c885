/**
 * Every address below `app/[locale]` that a page or a form handler answers, without the language and as its folders are
 * named. A test holds this list to those folders, so a new page is added here as well.
 */
export const PAGE_ROUTES = [
  "/",
  "/accessibilite",
  "/agenda",
  "/agenda/[secret]",
  "/aide",
  "/ateliers",
  "/chez/[slug]",
  "/chez/[slug]/accessibilite",
  "/chez/[slug]/aide",
  "/chez/[slug]/ateliers",
  "/chez/[slug]/donnees-personnelles",
  "/chez/[slug]/lieux",
  "/chez/[slug]/logo",
  "/chez/[slug]/mentions-legales",
  "/chez/[slug]/plan-du-site",
  "/chez/[slug]/rendez-vous",
  "/connexion",
  "/connexion/code",
  "/connexion/envoyer",
  "/connexion/lien/[secret]",
  "/connexion/lien/[secret]/entrer",
  "/connexion/quitter",
  "/conseiller",
  "/conseiller/donnees",
  "/conseiller/donnees/chercher",
  "/conseiller/donnees/effacer",
  "/conseiller/donnees/exporter",
  "/conseiller/permanences/[id]",
  "/conseiller/permanences/[id]/a-prevenir",
  "/coordination",
  "/coordination/documents",
  "/coordination/documents/[document]",
  "/coordination/journal",
  "/coordination/lieux",
  "/coordination/lieux/[place]",
  "/coordination/lieux/[place]/[acte]",
  "/coordination/lieux/creer",
  "/coordination/lieux/creer/enregistrer",
  "/coordination/reglages",
  "/coordination/reglages/declaration",
  "/coordination/reglages/enregistrer",
  "/coordination/reglages/logo",
  "/donnees-personnelles",
  "/ecran/[place]",
  "/ecran/[place]/etat",
  "/lieux",
  "/lieux/[place]",
  "/lieux/[place]/affiche",
  "/lieux/[place]/cartes",
  "/mentions-legales",
  "/permanences/[id]",
  "/permanences/[id]/rendez-vous",
  "/permanences/[id]/rendez-vous/langue",
  "/permanences/[id]/rendez-vous/prendre",
  "/plan-du-site",
  "/porte/[place]/[secret]",
  "/porte/[place]/[secret]/oublier",
  "/porte/[place]/[secret]/prendre",
  "/rendez-vous",
  "/rendez-vous/[secret]",
  "/rendez-vous/[secret]/annuler",
  "/rendez-vous/[secret]/annuler/confirmer",
  "/rendez-vous/[secret]/deplacer",
  "/rendez-vous/[secret]/deplacer/confirmer",
  "/suivi/[secret]",
  "/suivi/[secret]/absence",
  "/suivi/[secret]/papier",
  "/suivi/[secret]/partir",
] as const;

/** The form of each parameter: an id is a UUID, a secret has 43 characters (docs/api.md#secrets), a place and an operator have a slug. */
const FORMS: Readonly<Record<string, string>> = {
  id: "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
  secret: "[A-Za-z0-9_-]{43}",
  place: "[a-z0-9]+(?:-[a-z0-9]+)*",
  slug: "[a-z0-9]+(?:-[a-z0-9]+)*",
};

const KNOWN = new RegExp(
  `^(?:${PAGE_ROUTES.map((route) => route.replace(/\[(\w+)\]/g, (_, name: string) => FORMS[name] ?? "[^/]+")).join("|")})$`,
);

/**
 * Whether a page or a form handler answers at this path, which is without its language. A parameter that cannot be one by
 * its form (`/suivi/xyz`) leads nowhere, like an address that is in no route.
 */
export const isPageAddress = (path: string): boolean => KNOWN.test(path);
