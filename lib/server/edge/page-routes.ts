/**
 * Every address below `app/[locale]` that a page or a form handler answers, without the language and as its folders are
 * named. A test holds this list to those folders, so a new page is added here as well.
 */
export const PAGE_ROUTES = [
  "/",
  "/accessibilite",
  "/agenda",
  "/agenda/[secret]",
  "/agenda/demander",
  "/agenda/demander/envoyer",
  "/aide",
  "/appareil",
  "/appareil/enroler",
  "/ateliers",
  "/chez/[slug]",
  "/chez/[slug]/accessibilite",
  "/chez/[slug]/agenda/demander",
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
  "/connexion/second-facteur",
  "/connexion/second-facteur/[acte]",
  "/conseiller",
  "/conseiller/donnees",
  "/conseiller/donnees/chercher",
  "/conseiller/donnees/effacer",
  "/conseiller/donnees/exporter",
  "/conseiller/permanences/[id]",
  "/conseiller/permanences/[id]/a-prevenir",
  "/conseiller/permanences/[id]/tablette",
  "/conseiller/permanences/[id]/tablette/[acte]",
  "/coordination",
  "/coordination/appareils",
  "/coordination/appareils/[acte]",
  "/coordination/collectivites",
  "/coordination/collectivites/[acte]",
  "/coordination/demarches",
  "/coordination/demarches/[cle]",
  "/coordination/demarches/[cle]/[acte]",
  "/coordination/demarches/creer",
  "/coordination/demarches/creer/enregistrer",
  "/coordination/documents",
  "/coordination/documents/[document]",
  "/coordination/equipe",
  "/coordination/equipe/[account]",
  "/coordination/equipe/[account]/[acte]",
  "/coordination/equipe/invitations/[invitation]/[acte]",
  "/coordination/equipe/inviter",
  "/coordination/equipe/inviter/envoyer",
  "/coordination/fermetures",
  "/coordination/fermetures/[id]",
  "/coordination/fermetures/[id]/[acte]",
  "/coordination/fermetures/creer",
  "/coordination/fermetures/creer/[acte]",
  "/coordination/journal",
  "/coordination/lieux",
  "/coordination/lieux/[place]",
  "/coordination/lieux/[place]/[acte]",
  "/coordination/lieux/creer",
  "/coordination/lieux/creer/enregistrer",
  "/coordination/lieux/importer",
  "/coordination/lieux/importer/confirmer",
  "/coordination/lieux/importer/envoyer",
  "/coordination/partages",
  "/coordination/partages/[id]",
  "/coordination/partages/[id]/[acte]",
  "/coordination/partages/creer",
  "/coordination/partages/creer/enregistrer",
  "/coordination/partages/demandes/[acte]",
  "/coordination/premiere-heure",
  "/coordination/premiere-heure/[etape]",
  "/coordination/premiere-heure/[etape]/[acte]",
  "/coordination/reglages",
  "/coordination/reglages/declaration",
  "/coordination/reglages/enregistrer",
  "/donnees-personnelles",
  "/ecran/[place]",
  "/ecran/[place]/etat",
  "/installation/[secret]",
  "/installation/[secret]/accepter",
  "/integrer/[key]",
  "/invitation",
  "/invitation/[secret]",
  "/invitation/[secret]/accepter",
  "/invitation/code",
  "/lieux",
  "/lieux/[place]",
  "/lieux/[place]/affiche",
  "/lieux/[place]/cartes",
  "/mentions-legales",
  "/moi",
  "/moi/[acte]",
  "/moi/second-facteur",
  "/moi/second-facteur/[acte]",
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
  "/tablette",
  "/tablette/[secret]",
  "/tablette/code",
  "/tablette/entrer",
  "/tablette/noms",
] as const;

/** The form of each parameter: an id is a UUID, a secret or the key of a frame has 43 characters (docs/api.md#secrets), a place and an operator have a slug. */
const FORMS: Readonly<Record<string, string>> = {
  id: "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
  secret: "[A-Za-z0-9_-]{43}",
  key: "[A-Za-z0-9_-]{43}",
  place: "[a-z0-9]+(?:-[a-z0-9]+)*",
  slug: "[a-z0-9]+(?:-[a-z0-9]+)*",
  cle: "[a-z0-9]+(?:-[a-z0-9]+)*",
  acte: "[a-z]+(?:-[a-z]+)*",
  etape: "[a-z]+",
};

const KNOWN = new RegExp(
  `^(?:${PAGE_ROUTES.map((route) => route.replace(/\[(\w+)\]/g, (_, name: string) => FORMS[name] ?? "[^/]+")).join("|")})$`,
);

/**
 * Whether a page or a form handler answers at this path, which is without its language. A parameter that cannot be one by
 * its form (`/suivi/xyz`) leads nowhere, like an address that is in no route.
 */
export const isPageAddress = (path: string): boolean => KNOWN.test(path);

/** Where the pages of an operator stand. */
const OF_OPERATOR = "/chez/[slug]";

/** The pages that stand at the root and below the path of each operator. */
const OWN: ReadonlySet<string> = new Set(
  PAGE_ROUTES.filter((route) =>
    (PAGE_ROUTES as readonly string[]).includes(`${OF_OPERATOR}${route}`.replace(/\/$/, "")),
  ),
);

/** Whether an operator has a page of its own for this one, which is without its language: « /lieux » is also « /chez/rennes/lieux ». */
export const hasOwnPages = (path: string): boolean => OWN.has(path);

/** The address of that page, of the operator of this slug. */
export const ownPageOf = (slug: string, path: string): string => `/chez/${slug}${path === "/" ? "" : path}`;
