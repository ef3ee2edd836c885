import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { FormFields } from "#app/api/read-request.ts";
import { OPENED } from "#lib/wire/merge-form.ts";
import { addressOfFile, routeAt, routeFiles } from "#tests/support/route-files.ts";
import { holdLock, inTurn } from "#tests/support/held-lock.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { STAFF_FORMS } from "#tests/server/access/requests.ts";
import { sceneOf, type Scene, type StaffActor, type Who } from "#tests/server/access/who.ts";

let server: Server;
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let effects: {
  readonly series: typeof import("#app/[locale]/coordination/regles/save-series.ts").effectOfSeries;
  readonly halfDay: typeof import("#app/[locale]/coordination/permanences/save-half-day.ts").effectOfHalfDay;
  readonly closure: typeof import("#app/[locale]/coordination/fermetures/closure-forms.ts").effectOfClosureForm;
  readonly absence: typeof import("#app/[locale]/coordination/equipe/absence-forms.ts").effectOfAbsenceForm;
};

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  process.env["LOG_LEVEL"] = "silent";
  process.env["DATA_FOLDER"] = (await temporaryFolder()).path;
  server = await freshServer();
  const { ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts");
  await server.transaction((tx) => ensureStandardTopics(tx), "service");
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  effects = {
    series: (await import("#app/[locale]/coordination/regles/save-series.ts")).effectOfSeries,
    halfDay: (await import("#app/[locale]/coordination/permanences/save-half-day.ts")).effectOfHalfDay,
    closure: (await import("#app/[locale]/coordination/fermetures/closure-forms.ts")).effectOfClosureForm,
    absence: (await import("#app/[locale]/coordination/equipe/absence-forms.ts")).effectOfAbsenceForm,
  };
});
afterAll(() => server.db.$disconnect());

type Effect = {
  readonly sentence: ReturnType<typeof openTyped>;
  readonly effect?: { readonly version: string } | { readonly effect: { readonly version: string } };
};

/**
 * How a form that changes something is tried. `fields`: what it says about which thing it is; `parts`: of its address.
 * `one` and `other`: what two people change, each in fields of their own; `clash`: what a third types over the first of
 * `one`; absent for boxes, of which two people who change one want the same. `effectOf`: of a form that first says what
 * it would do, that effect. `whole`: its fields are one thing, and any change is asked about.
 */
type Trial = {
  readonly who?: Who;
  readonly of: (scene: Scene) => Promise<{
    readonly fields?: FormFields;
    readonly parts?: Readonly<Record<string, string>>;
    readonly effectOf?: (actor: StaffActor, typed: NonNullable<ReturnType<typeof openTyped>>) => Promise<Effect>;
  }>;
  readonly one: FormFields;
  readonly other: FormFields;
  readonly clash?: string;
  readonly whole?: true;
};

const ofOrganisation = ({ organisation, organisationSlug: slug }: Scene) =>
  Promise.resolve({ fields: { organisation, slug } });
/** An organisation that has said what it must say. */
async function ofSettings({ organisation: organisationId }: Scene) {
  await server.db.organisation.update({ where: { id: organisationId }, data: { phone: "+33388000000" } });
  const said = { serviceName: "Aide", writtenMail: "aide@ville.example", department: "67" };
  await server.db.organisationSettings.create({ data: { organisationId, ...said } });
  return { fields: { organisationId } };
}

/** Somebody who has said their name. */
async function ofAccount(scene: Scene) {
  await server.db.user.update({ where: { id: scene.actor?.user ?? "" }, data: { name: "Prénom" } });
  return ofOrganisation(scene);
}
const ofPerson = ({ organisationSlug, colleague: account }: Scene) =>
  Promise.resolve({ fields: { organisation: organisationSlug, slug: organisationSlug }, parts: { account } });

/** A half-day of the same place on the next day, or of one that is over. */
async function halfDayOn(day: string, { organisation, place }: Scene): Promise<string> {
  const { id } = await server.db.permanence.create({
    data: {
      organisationId: organisation,
      placeId: place.id,
      timeZone: "Europe/Paris",
      localDate: new Date(day),
      startsAt: new Date(`${day}T08:00:00Z`),
      endsAt: new Date(`${day}T11:00:00Z`),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      createdAt: new Date(0),
      updatedAt: new Date(0),
    },
    select: { id: true },
  });
  return id;
}

const absenceOf =
  (whose: (scene: Scene) => string): Trial["of"] =>
  async (scene) => {
    const { organisation, organisationSlug: slug } = scene;
    const account = whose(scene);
    const { id: absence } = await server.db.absence.create({
      data: {
        id: randomUUID(),
        organisationId: organisation,
        conseillerId: account,
        startsAt: new Date("2026-11-30T23:00:00Z"),
        endsAt: new Date("2026-12-01T23:00:00Z"),
      },
    });
    return {
      fields: { slug, absence, when: "days" },
      parts: { account },
      effectOf: (actor, typed) => effects.absence(actor, typed, { organisation, account }),
    };
  };

const sheet: Trial["of"] = async (scene) => ({ parts: { id: await halfDayOn("2026-11-23", scene) } });
const SERVICE = {
  of: ofSettings,
  one: { publisher: "Ville" },
  other: { director: "La maire" },
  clash: "Métropole",
} as const;
const ACCOUNT = { of: ofAccount, one: { name: "Awa" }, other: { "language:tr": "on" }, clash: "Bo" } as const;

/** The forms that change something that stands, each with how two people change it at once. */
const CHANGES: Readonly<Record<string, Trial>> = {
  "/coordination/lieux/[place]/[acte]: enregistrer": {
    of: ({ place }) => Promise.resolve({ fields: { place: place.id }, parts: { place: place.slug } }),
    one: { doorOpener: "Le gardien" },
    other: { transport: "Tram C" },
    clash: "La mairie",
  },
  "/coordination/demarches/[cle]/[acte]: enregistrer": {
    of: async (scene) => ({ ...(await ofOrganisation(scene)), parts: { cle: "caf" } }),
    one: { "name-fr": "Allocations" },
    other: { minutes: "45" },
    clash: "CAF et logement",
  },
  "/coordination/reglages/enregistrer": {
    who: "administrator",
    ...SERVICE,
  },
  "/coordination/reglages/declaration": {
    who: "administrator",
    of: ofSettings,
    one: { "accessibility.failures": "Les plans." },
    other: { "accessibility.tools": "Firefox" },
    clash: "Les cartes.",
  },
  "/coordination/messages/[acte]: rappels": {
    of: ofOrganisation,
    one: { first: "72" },
    other: { cap: "400" },
    clash: "24",
  },
  "/coordination/equipe/[account]/[acte]: temps": {
    of: ofPerson,
    one: { hours: "Mo 09:00-12:00" },
    other: { "topic:caf": "on" },
    clash: "Tu 09:00-12:00",
  },
  "/coordination/partages/[id]/[acte]: changer": {
    of: ({ share: id }) => Promise.resolve({ parts: { id } }),
    one: { name: "Permanences" },
    other: { level: "open-hours" },
    clash: "Horaires",
  },
  "/coordination/partages/[id]/[acte]: cadre": {
    of: ({ share: id }) => Promise.resolve({ parts: { id } }),
    one: { origins: "https://www.caf.example" },
    other: {},
    clash: "https://caf.example",
  },
  "/coordination/collectivites/[acte]: adresse": {
    who: "administrator",
    of: async ({ organisation }) => {
      await server.db.organisation.updateMany({ where: { hosts: true }, data: { hosts: false } });
      await server.db.organisation.update({ where: { id: organisation }, data: { hosts: true } });
      return { fields: { organisation } };
    },
    one: { host: "aide.ville.example" },
    other: {},
    clash: "aide.autre.example",
  },
  "/coordination/regles/[id]/[acte]: enregistrer": {
    of: ({ series: id, organisation, organisationSlug: slug }) =>
      Promise.resolve({
        fields: { slug },
        parts: { id },
        effectOf: async (actor, typed) => {
          const { readSeries } = await import("#lib/server/planning/series/read-series.ts");
          const read = await readSeries(actor, id, typed.fields["fromDate"]);
          return effects.series(actor, typed, { organisation, seriesId: read.ok ? read.value.series.id : id });
        },
      }),
    one: { from: "13:00" },
    other: { desks: "2" },
    clash: "13:30",
  },
  "/coordination/permanences/[id]/[acte]: enregistrer": {
    of: async (scene) => {
      const { organisation, organisationSlug: slug } = scene;
      const id = await halfDayOn("2026-11-26", scene);
      return {
        fields: { slug },
        parts: { id },
        effectOf: (actor, typed) => effects.halfDay(actor, typed, { organisation, permanence: id }),
      };
    },
    one: { from: "08:00" },
    other: { desks: "3" },
    clash: "08:30",
  },
  "/coordination/fermetures/[id]/[acte]: enregistrer": {
    of: async ({ organisation, organisationSlug: slug, place, closure }) => {
      await server.db.closure.update({
        where: { id: closure },
        data: { startsAt: new Date("2027-06-01T22:00:00Z"), endsAt: new Date("2027-06-02T22:00:00Z") },
      });
      return {
        fields: { slug, place: place.id },
        parts: { id: closure },
        effectOf: (actor, typed) => effects.closure(actor, typed, { organisation, closure }),
      };
    },
    one: { sentence: "Travaux de peinture" },
    other: { until: "2027-06-04" },
    clash: "Inondation",
  },
  "/coordination/equipe/[account]/absence/[acte]: enregistrer": {
    of: absenceOf(({ colleague }) => colleague),
    one: { from: "2026-12-02" },
    other: { until: "2026-12-04" },
    clash: "2026-12-03",
  },
  "/conseiller/absence/[acte]: enregistrer": {
    who: "conseiller",
    of: absenceOf(({ actor }) => actor?.user ?? ""),
    one: { from: "2026-12-02" },
    other: { until: "2026-12-04" },
    clash: "2026-12-03",
  },
  "/conseiller/comptes-rendus/[id]/[acte]: enregistrer": {
    who: "conseiller",
    of: async ({ organisation, actor, place }) => {
      const { id } = await server.db.activityReport.create({
        data: {
          id: randomUUID(),
          organisationId: organisation,
          conseillerId: actor?.user ?? "",
          placeId: place.id,
          localDate: new Date("2026-11-23"),
          activityPlace: "lieu_activite",
          themes: ["email"],
          minutes: 30,
          equipment: [],
          createdAt: new Date(server.clock.now()),
        },
      });
      return { parts: { id } };
    },
    one: { minutes: "60" },
    other: { "theme:logement": "on" },
    clash: "15",
  },
  "/conseiller/permanences/[id]/saisie/enregistrer": {
    who: "conseiller",
    of: sheet,
    one: { received: "5" },
    other: { turnedAway: "2" },
    clash: "6",
    whole: true,
  },
  "/conseiller/permanences/[id]/saisie/lignes/enregistrer": {
    who: "conseiller",
    of: sheet,
    one: { "number-1": "1", "given-1": "09:05" },
    other: { "away-full": "2" },
    clash: "2",
    whole: true,
  },
  "/coordination/premiere-heure/[etape]/[acte]: compte/enregistrer": ACCOUNT,
  "/coordination/premiere-heure/[etape]/[acte]: service/enregistrer": {
    who: "administrator",
    ...SERVICE,
  },
  "/coordination/premiere-heure/[etape]/[acte]: demarches/enregistrer": {
    of: async (scene) => {
      const { chooseTopics } = await import("#lib/server/organisation/first-hour/choose-topics.ts");
      await chooseTopics(scene.actor!, scene.organisation, ["impots"]);
      return ofOrganisation(scene);
    },
    one: { "topic:email": "on" },
    other: { "topic:telephone": "on" },
  },
  "/moi/[acte]: nom": ACCOUNT,
  "/moi/[acte]: telephone": {
    of: ofOrganisation,
    one: { phone: "06 12 34 56 78" },
    other: {},
    clash: "06 12 34 56 79",
  },
};

const MAKES = "makes something new, and changes nothing that stands";
const ACT = "does one thing to a state, which its use case looks at under its lock";
const SAME = "shows first what `enregistrer` of the same form does: tried with it";
const READS = "changes nothing: looks something up, or gives a file";
const FILE = "does what a page said that a file would do; it is refused when that is no longer so";

/** The forms that change no fields of something that stands, and why. */
const OTHERS: Readonly<Record<string, string>> = {
  "/accueil/[acte]: demarche": READS,
  "/accueil/[acte]: tenir": ACT,
  "/accueil/[acte]: prendre": MAKES,
  "/accueil/[acte]: garder": ACT,
  "/accueil/[acte]: abandonner": ACT,
  "/accueil/[acte]: code": READS,
  "/accueil/[acte]: heure": READS,
  "/accueil/[acte]: prenom": READS,
  "/accueil/[acte]: numero": READS,
  "/accueil/[acte]: montrer": READS,
  "/accueil/[acte]: deplacer": ACT,
  "/accueil/[acte]: retard": ACT,
  "/accueil/[acte]: annuler": ACT,
  "/accueil/[acte]: arrive": ACT,
  "/accueil/[acte]: priorite": ACT,
  "/accueil/[acte]: chercher": ACT,
  "/accueil/[acte]: prevenir": ACT,
  "/accueil/[acte]: renvoyer": ACT,
  "/accueil/[acte]: donner": MAKES,
  "/accueil/[acte]: sms": ACT,
  "/conseiller/absence/[acte]: voir": SAME,
  "/conseiller/absence/[acte]: retirer": ACT,
  "/conseiller/comptes-rendus/[id]/[acte]: retirer": ACT,
  "/conseiller/comptes-rendus/exporter": READS,
  "/conseiller/donnees/chercher": READS,
  "/conseiller/donnees/effacer": ACT,
  "/conseiller/donnees/exporter": READS,
  "/conseiller/permanences/[id]/a-prevenir/dire": ACT,
  "/conseiller/permanences/[id]/a-prevenir/repondre": ACT,
  "/conseiller/permanences/[id]/aide/[acte]: demander": ACT,
  "/conseiller/permanences/[id]/aide/[acte]: finir": ACT,
  "/conseiller/permanences/[id]/bilan/[acte]: envoyer": READS,
  "/conseiller/permanences/[id]/bilan/[acte]: retirer": ACT,
  "/conseiller/permanences/[id]/bilan/[acte]: personne": ACT,
  "/conseiller/permanences/[id]/bilan/[acte]: pas-tenue": ACT,
  "/conseiller/permanences/[id]/imprevu/[acte]: voir": READS,
  "/conseiller/permanences/[id]/imprevu/[acte]: enregistrer": ACT,
  "/conseiller/permanences/[id]/imprevu/[acte]: tenir": ACT,
  "/conseiller/permanences/[id]/tablette/[acte]: montrer": MAKES,
  "/conseiller/permanences/[id]/tablette/[acte]: code": ACT,
  "/coordination/appareils/[acte]: creer": MAKES,
  "/coordination/appareils/[acte]: code": ACT,
  "/coordination/appareils/[acte]: retirer": ACT,
  "/coordination/chiffres/exporter": READS,
  "/coordination/collectivites/[acte]: inviter": MAKES,
  "/coordination/collectivites/[acte]: renouveler": ACT,
  "/coordination/collectivites/[acte]: retirer": ACT,
  "/coordination/demarches/[cle]/[acte]: arreter": ACT,
  "/coordination/demarches/[cle]/[acte]: reprendre": ACT,
  "/coordination/demarches/[cle]/[acte]: pas-ici": ACT,
  "/coordination/demarches/[cle]/[acte]: ici": ACT,
  "/coordination/demarches/creer/enregistrer": MAKES,
  "/coordination/equipe/[account]/[acte]: role": MAKES,
  "/coordination/equipe/[account]/[acte]: prendre-conseiller": MAKES,
  "/coordination/equipe/[account]/[acte]: prendre-coordinator": MAKES,
  "/coordination/equipe/[account]/[acte]: devient": ACT,
  "/coordination/equipe/[account]/[acte]: lien": MAKES,
  "/coordination/equipe/[account]/[acte]: fermer": ACT,
  "/coordination/equipe/[account]/[acte]: rouvrir": ACT,
  "/coordination/equipe/[account]/[acte]: second-facteur": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-conseiller": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-civic-service": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-reception": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-coordinator": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-administrator": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-contact": ACT,
  "/coordination/equipe/[account]/[acte]: arreter-partner": ACT,
  "/coordination/equipe/[account]/dates/confier": ACT,
  "/coordination/equipe/[account]/absence/[acte]: voir": SAME,
  "/coordination/equipe/[account]/absence/[acte]: retirer": ACT,
  "/coordination/equipe/invitations/[invitation]/[acte]: renouveler": ACT,
  "/coordination/equipe/invitations/[invitation]/[acte]: retirer": ACT,
  "/coordination/equipe/inviter/envoyer": MAKES,
  "/coordination/fermetures/[id]/[acte]: voir": SAME,
  "/coordination/fermetures/[id]/[acte]: rouvrir": ACT,
  "/coordination/fermetures/[id]/[acte]: tout-retablir": ACT,
  "/coordination/fermetures/[id]/[acte]: retablir": ACT,
  "/coordination/fermetures/creer/[acte]: voir": MAKES,
  "/coordination/fermetures/creer/[acte]: enregistrer": MAKES,
  "/coordination/fermetures/vacances/confirmer": FILE,
  "/coordination/fermetures/vacances/envoyer": READS,
  "/coordination/imprevu/[acte]: voir": READS,
  "/coordination/imprevu/[acte]: enregistrer": ACT,
  "/coordination/lieux/[place]/[acte]: contact": MAKES,
  "/coordination/lieux/[place]/[acte]: retirer": ACT,
  "/coordination/lieux/[place]/[acte]: porte": ACT,
  "/coordination/lieux/[place]/[acte]: code": ACT,
  "/coordination/lieux/[place]/[acte]: cacher": ACT,
  "/coordination/lieux/[place]/[acte]: montrer": ACT,
  "/coordination/lieux/creer/enregistrer": MAKES,
  "/coordination/lieux/importer/confirmer": FILE,
  "/coordination/lieux/importer/envoyer": READS,
  "/coordination/lundi/affichees": ACT,
  "/coordination/annuler-reservations": ACT,
  "/coordination/messages/[acte]: dit": ACT,
  "/coordination/partages/[id]/[acte]: renouveler": ACT,
  "/coordination/partages/[id]/[acte]: arreter": ACT,
  "/coordination/partages/creer/enregistrer": MAKES,
  "/coordination/partages/demandes/[acte]: refuser": ACT,
  "/coordination/partages/orienteurs/[acte]: creer": MAKES,
  "/coordination/partages/orienteurs/[acte]: arreter": ACT,
  "/coordination/permanences/[id]/[acte]: voir": SAME,
  "/coordination/permanences/[id]/[acte]: revenir": ACT,
  "/coordination/permanences/[id]/[acte]: annuler": ACT,
  "/coordination/permanences/creer/[acte]: voir": MAKES,
  "/coordination/permanences/creer/[acte]: enregistrer": MAKES,
  "/coordination/planning/[acte]: planifier": ACT,
  "/coordination/planning/[acte]: planifier-partie": ACT,
  "/coordination/planning/[acte]: retirer": ACT,
  "/coordination/planning/[acte]: relais": ACT,
  "/coordination/planning/[acte]: chaque-semaine": ACT,
  "/coordination/planning/[acte]: retirer-desormais": ACT,
  "/coordination/planning/[acte]: annuler": ACT,
  "/coordination/planning/importer/annuler": FILE,
  "/coordination/planning/importer/confirmer": FILE,
  "/coordination/planning/importer/envoyer": READS,
  "/coordination/premiere-heure/[etape]/[acte]: mails/essai": ACT,
  "/coordination/premiere-heure/[etape]/[acte]: mails/continuer": ACT,
  "/coordination/premiere-heure/[etape]/[acte]: lieux/creer": MAKES,
  "/coordination/premiere-heure/[etape]/[acte]: equipe/inviter": MAKES,
  "/coordination/premiere-heure/[etape]/[acte]: equipe/continuer": ACT,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/planifier": MAKES,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/finir": ACT,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/cacher": ACT,
  "/coordination/regles/[id]/[acte]: voir": SAME,
  "/coordination/regles/[id]/[acte]: fin": ACT,
  "/coordination/regles/creer/[acte]: voir": MAKES,
  "/coordination/regles/creer/[acte]: enregistrer": MAKES,
  "/moi/[acte]: fermer-autres": ACT,
  "/moi/[acte]: fermer": ACT,
  "/moi/[acte]: revoquer": ACT,
  "/moi/second-facteur/[acte]: activer": MAKES,
  "/moi/second-facteur/[acte]: codes": ACT,
  "/moi/second-facteur/[acte]: retirer": ACT,
};

type Forms = { readonly keys: readonly string[]; readonly fileOf: (key: string) => string };

/**
 * The forms of the team, by their routes and acts. The acts of a route that does not name them itself are those of
 * `STAFF_FORMS`.
 */
async function formsOfTheTeam(): Promise<Forms> {
  const files = new Map<string, string>();
  const keys: string[] = [];
  for (const file of routeFiles("app/[[]locale]")) {
    const route = addressOfFile(file)
      .replace("/{locale}", "")
      .replaceAll(/\{(\w+)\}/gu, "[$1]");
    if (!/^\/(?:accueil|conseiller|coordination|moi)\//u.test(route)) continue;
    const { POST: post } = (await routeAt(file)).handlers;
    if (!post) continue;
    files.set(route, file);
    const named = (post as { readonly acts?: readonly string[] }).acts;
    const asked = Object.keys(STAFF_FORMS).flatMap((key) => {
      const [of, acte] = key.split(": ");
      return of === route && acte !== undefined ? [acte] : [];
    });
    keys.push(
      ...(route.endsWith("/[acte]") ? [...new Set(named ?? asked)].map((acte) => `${route}: ${acte}`) : [route]),
    );
  }
  return { keys, fileOf: (key) => files.get(key.split(": ")[0] ?? "") ?? "" };
}

test("every form of the team is in one of the two lists, and every row of them is a form", async () => {
  const { keys } = await formsOfTheTeam();
  const listed = [...Object.keys(CHANGES), ...Object.keys(OTHERS)];
  expect([
    ...keys
      .filter((key) => !listed.includes(key))
      .map((key) => `Add how “${key}” is changed by two people to CHANGES, or to OTHERS why it is not.`),
    ...listed
      .filter((key) => !keys.includes(key))
      .map((key) => `Take the row of “${key}” away: there is no such form.`),
    ...listed.filter((key, index) => listed.indexOf(key) !== index).map((key) => `“${key}” is in both lists.`),
  ]).toEqual([]);
});

type Sent = {
  /** What was said on the page that followed; undefined for a form that came back. */
  readonly done: string | undefined;
  readonly back: ReturnType<typeof openTyped>;
};

/** A form, sent by people who are signed in to one account, each in a browser of their own. */
async function formOf(key: string, scene: Scene) {
  const { fileOf } = await formsOfTheTeam();
  const [route = "", name = ""] = key.split(": ");
  const trial = CHANGES[key]!;
  const { fields: about = {}, parts = {}, effectOf } = await trial.of(scene);
  const { handlers } = await routeAt(fileOf(key));
  const post = async (fields: FormFields, acte: string): Promise<Sent> => {
    const body = new FormData();
    for (const [field, value] of Object.entries({ ...about, ...fields })) body.append(field, value);
    const [first, last] = acte.split("/");
    const answer = await handlers.POST!(
      new NextRequest(`http://localhost:3000${route}?organisation=${scene.organisationSlug}`, {
        method: "POST",
        headers: { host: "localhost:3000", ...scene.headers },
        body,
      }),
      { params: Promise.resolve({ locale: "fr", ...parts, etape: first ?? "", acte: last ?? acte }) },
    );
    const to = new URL(answer.headers.get("location") ?? "/", "http://localhost:3000");
    const back = openTyped(to.searchParams.get("saisie") ?? undefined, server.clock.now(), scene.actor?.user);
    return { done: to.searchParams.get("fait") ?? undefined, back };
  };
  /** Sends what stands in the form; of one that first says what it would do, also the second one, if it does. */
  const save = async (fields: FormFields): Promise<Sent> => {
    if (!effectOf) return post(fields, name);
    const looked = await post(fields, "voir");
    if (!looked.back || Object.keys(looked.back.refusals).length > 0) return looked;
    const { effect } = await effectOf(scene.actor!, looked.back);
    const version = effect && ("version" in effect ? effect.version : effect.effect.version);
    return post({ ...looked.back.fields, seen: version ?? "" }, name);
  };
  /** What stands in the form when it is opened, as a form that does not say it learns it from its refusal. */
  const open = async (): Promise<FormFields> => {
    const [[field = "", value = ""] = []] = Object.entries(trial.one);
    const { back } = await post({ [field]: trial.clash === undefined ? "on" : `${value}0` }, effectOf ? "voir" : name);
    const opened = back?.fields[OPENED];
    if (opened === undefined) throw new Error(`${key} does not say what stands: ${JSON.stringify(back)}`);
    return { ...(JSON.parse(opened) as FormFields), [OPENED]: opened };
  };
  return { post, save, open, name, effectOf };
}

/** It was done, and the form did not come back. */
const SAVED = { done: expect.any(String) as string, back: undefined };

const TRIALS = Object.entries(CHANGES);

test.each(TRIALS.filter(([, { whole }]) => !whole))(
  "%s: of two who opened it at once neither overwrites the other",
  async (key, { who = "coordinator", one, other, clash }) => {
    const scene = await sceneOf(server, who);
    const { save, open, post, name, effectOf } = await formOf(key, scene);
    const opened = await open();
    expect(await save({ ...opened, ...one })).toMatchObject(SAVED);
    // The second saves what the form of then showed, but for their own change.
    expect(await save({ ...opened, ...other })).toMatchObject(SAVED);
    const both = await open();
    expect(both).toMatchObject({ ...one, ...other });
    if (clash === undefined) return;
    const [field = ""] = Object.keys(one);
    const third = { ...opened, [field]: clash };
    const refused = { form: "changed-meanwhile", [field]: "changed-meanwhile" };
    const asked = await save(third);
    expect(asked).toMatchObject({
      done: undefined,
      back: { refusals: refused, fields: { ...other, [field]: clash, [OPENED]: both[OPENED] } },
    });
    if (effectOf) {
      // The same of the second form: its page asks in the first one, and shows no effect.
      const { back } = await post(third, name);
      expect(back).toMatchObject({ form: name, refusals: refused });
      const { sentence, effect } = await effectOf(scene.actor!, back!);
      expect([sentence?.refusals, effect]).toEqual([refused, undefined]);
    }
    expect(await open()).toEqual(both);
    expect(await save(asked.back?.fields ?? {})).toMatchObject(SAVED);
    expect(await open()).toMatchObject({ ...other, [field]: clash });
  },
);

/** Forms that are saved in one step, so that two of them can be saved at the same moment. */
const AT_ONCE = TRIALS.filter(
  ([key, { whole }]) => !whole && !/absence|fermetures|permanences|regles|comptes-rendus/u.test(key),
);

test.each(AT_ONCE)(
  "%s: of two that are saved at the same moment, each having read what stood before, both are kept",
  async (key, { who = "coordinator", one, other }) => {
    const scene = await sceneOf(server, who);
    const { save, open } = await formOf(key, scene);
    const opened = await open();
    // Whatever row its use case locks, it waits for these.
    const held = await holdLock(
      process.env["DATABASE_URL"] ?? "",
      `WITH o AS (SELECT FROM organisation WHERE id = $1 FOR UPDATE), p AS (SELECT FROM place WHERE id = $2 FOR UPDATE),
         s AS (SELECT FROM calendar_share WHERE id = $3 FOR UPDATE), u AS (SELECT FROM user_account WHERE id = $4 FOR UPDATE)
       SELECT (SELECT count(*) FROM o), (SELECT count(*) FROM p), (SELECT count(*) FROM s), (SELECT count(*) FROM u)`,
      [scene.organisation, scene.place.id, scene.share, scene.actor?.user],
    );
    const saved = await inTurn(
      held,
      () => save({ ...opened, ...one }),
      () => save({ ...opened, ...other }),
    );
    expect(saved).toMatchObject([SAVED, SAVED]);
    expect(await open()).toMatchObject({ ...one, ...other });
  },
);

test.each(TRIALS.filter(([, { whole }]) => whole))(
  "%s: whoever saves over what a colleague recorded is asked, since a sheet is one thing",
  async (key, { who = "conseiller", one, other, clash = "" }) => {
    const { save, open } = await formOf(key, await sceneOf(server, who));
    const opened = await open();
    expect(await save({ ...opened, ...one })).toMatchObject(SAVED);
    const asked = await save({ ...opened, ...one, ...other, [Object.keys(one)[0] ?? ""]: clash });
    expect(asked.back).toMatchObject({
      refusals: { form: "changed-meanwhile", [Object.keys(one)[0] ?? ""]: "changed-meanwhile" },
      fields: other,
    });
    expect(await open()).toMatchObject(one);
    expect(await save(asked.back?.fields ?? {})).toMatchObject(SAVED);
    expect(await open()).toMatchObject(other);
  },
);

test("of two who change a series that has had half-days, the second changes what the first made of it", async () => {
  const scene = await sceneOf(server, "coordinator");
  const { db } = server;
  const { organisation, organisationSlug: slug, series: id } = scene;
  const held = await halfDayOn("2026-11-18", scene);
  await db.permanence.update({
    where: { id: held },
    data: { seriesId: id, originalDate: new Date("2026-11-18") },
  });
  const { save, open } = await formOf("/coordination/regles/[id]/[acte]: enregistrer", scene);
  const opened = await open();
  expect(await save({ ...opened, slug, from: "13:00" })).toMatchObject(SAVED);
  // The first series has ended the day before, and another one follows it.
  expect(await save({ ...opened, slug, desks: "2" })).toMatchObject(SAVED);
  const rows = await db.series.findMany({
    where: { organisationId: organisation },
    orderBy: { fromDate: "asc" },
    select: { startMinute: true, desks: true, untilDate: true },
  });
  expect(rows).toEqual([
    { startMinute: 840, desks: 1, untilDate: new Date("2026-11-23") },
    { startMinute: 780, desks: 2, untilDate: null },
  ]);
});
