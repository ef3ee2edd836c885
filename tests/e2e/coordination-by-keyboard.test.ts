/** @long */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { codeOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { PLACE_RECORD } from "#tests/support/place-record.ts";
import { ADMINISTRATION, addAdministration, addStaff, planConseiller } from "#tests/support/staff-account.ts";
import { StaffKeys, type MetByKeys } from "#tests/support/staff-keys.ts";
import { missingPages } from "#tests/support/staff-pages.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const folder = await temporaryFolder();
const met: MetByKeys = { used: new Set(), faults: [] };
let app: RunningApp;
let browser: Browser;
let keys: StaffKeys;
let permanence: string;

/** An account of its own for signing in with a second factor. */
const COORDINATION = "coordination-2@demo.strasbourg.example";

beforeAll(async () => {
  app = await startApp({ now: SUNDAY, env: { DATA_FOLDER: folder.path } });
  browser = await openBrowser();
  await addAdministration(app);
  await addStaff(app, COORDINATION, ["coordinator"]);
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await planConseiller(app, permanence, "Conseiller 1");
  const { page } = await openDevice(browser, app.url, "tablet");
  keys = new StaffKeys(page, met);
  await signIn(page, ADMINISTRATION, "/coordination");
});

// Each test by itself: at each stop the focus is seen, and no form loses it.
afterEach(() => expect(met.faults.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await folder.remove();
});

const open = (path: string): Promise<void> => keys.open(path);
const write = (label: string | RegExp, text: string): Promise<void> => keys.write(label, text);
const said = (sentence: string | RegExp, by = keys): Promise<void> => by.page.getByText(sentence).first().waitFor();
const path = (by = keys): string => new URL(by.page.url()).pathname;
/** What stands in the part of the page that is its own. */
const read = async (by = keys): Promise<string> => (await by.page.getByRole("main").textContent()) ?? "";
/** A browser of somebody else. */
const another = async (): Promise<StaffKeys> => new StaffKeys((await openDevice(browser, app.url, "tablet")).page, met);
/** What was refused stands first, and the focus is on it. */
const refused = (sentence: string | RegExp, by = keys): Promise<void> =>
  by.page.locator("[role=alert]:focus").filter({ hasText: sentence }).waitFor();
/** Opens an act that asks once more, and does it. */
const agree = async (summary: string, yes: string): Promise<void> => {
  await keys.use(summary);
  await keys.follow(yes);
};

test("by keyboard, the pages of coordination are reached from each other", async () => {
  await keys.follow("Journal", true);
  expect(path()).toBe("/coordination/journal");
  await keys.follow(/^Lieux/u);
  expect(path()).toBe("/coordination/lieux");
  await keys.follow(/^Équipe/u);
  expect(path()).toBe("/coordination/equipe");
  await keys.use("Autres pages");
  await keys.follow(/^Démarches/u);
  await keys.follow(/^Impôts/u);
  expect(path()).toBe("/coordination/demarches/impots");
});

test("by keyboard, the settings of the organisation are changed", async () => {
  await open("/coordination/reglages");
  await write("Adresse mail", "aide@ville.example");
  await write("Qui publie le site", "Ville de Strasbourg");
  await keys.follow("Enregistrer");
  await said("C’est enregistré.");
});

test("by keyboard, a reminder is switched off, two that stand too close are refused, and what is right is kept", async () => {
  await open("/coordination/messages");
  await write("Premier rappel", "8");
  await write("Dernier rappel", "3");
  await keys.follow("Enregistrer");
  await refused("Il faut au moins six heures entre les deux rappels.");
  expect(await keys.page.getByLabel("Premier rappel").inputValue()).toBe("8");
  await write("Dernier rappel", "Pas");
  await keys.follow("Enregistrer");
  await said("C’est enregistré.");
  expect(await keys.page.getByLabel("Dernier rappel").inputValue()).toBe("none");
});

test("by keyboard, a place is found, changed, hidden and shown again", async () => {
  await open("/coordination/lieux");
  await write("Chercher un lieu", "neuhof");
  await keys.follow("Chercher");
  await keys.follow(/^Mairie de quartier du Neuhof/u);
  await write("Qui ouvre la porte", "Le gardien");
  await keys.follow("Enregistrer le lieu");
  await said("C’est enregistré.");
  await agree("Cacher le lieu", "Oui, cacher le lieu");
  await said("Le lieu est caché au public.");
  await keys.follow("Montrer de nouveau le lieu");
  await said("Le lieu est de nouveau visible.");
  await keys.follow("Qui a changé quoi");
  await said(/a de nouveau montré un lieu/u);
  await keys.follow("Retour au lieu");
});

test("by keyboard, a place is made, gets a contact on site and a new code of its door", async () => {
  await open("/coordination/lieux/creer");
  await write("Nom", "Mairie d’Erstein");
  await write("Numéro et rue", "1 place de l’Hôtel de Ville");
  await write("Code postal", "67150");
  await write("Commune", "Erstein");
  await keys.follow("Créer un lieu");
  await said("Le lieu est créé.");
  await write("Rôle", "Accueil de la mairie");
  await write("Téléphone", "03 88 00 00 00");
  await keys.follow("Ajouter un contact");
  await said("Le contact est ajouté.");
  await agree("Changer le code de la porte", "Oui, changer le code");
  await said("Le code de la porte est nouveau.");
});

test("by keyboard, a colleague is invited, and the invitation renewed and taken back", async () => {
  await open("/coordination/equipe/inviter");
  await write("Adresse mail", "conseiller-2@ville.example");
  await keys.follow("Inviter");
  await said("L’invitation est prête.");
  await keys.follow("Renouveler");
  await said("L’invitation est renouvelée.");
  await agree("Retirer l’invitation", "Oui, retirer l’invitation");
  await said("L’invitation est retirée.");
});

test("by keyboard, a colleague is given a role, which is ended, and their access is closed and opened again", async () => {
  await open("/coordination/equipe");
  await keys.follow("Conseiller 1");
  await keys.to("Rôle");
  await keys.press("A");
  await keys.follow("Enregistrer ce rôle");
  await said("Le rôle est enregistré.");
  await keys.follow("Arrêter le rôle « Accueil »");
  await said("Le rôle est arrêté.");
  await agree("Fermer l’accès", "Oui, fermer l’accès");
  await said("L’accès est fermé.");
  await keys.follow("Rouvrir l’accès");
  await said("L’accès est rouvert.");
});

test("by keyboard, a topic is stopped everywhere and again at one place, and a new one made", async () => {
  await open("/coordination/demarches/impots");
  await keys.follow("Arrêter la démarche");
  await said("La démarche n’est plus proposée là.");
  await keys.follow("Proposer de nouveau");
  await said("La démarche est de nouveau proposée.");
  await keys.follow("Arrêter dans ce lieu");
  await said("Elle n’est pas proposée ici :");
  await keys.follow(/^Proposer de nouveau à /u);
  await said("Elle est proposée dans tous vos lieux.");
  await open("/coordination/demarches/creer");
  await write("Nom", "Carte Sortir");
  await keys.follow("Créer une démarche");
  await said("La démarche est créée.");
});

test("by keyboard, a device gets its code, which is typed on it, and is revoked", async () => {
  await open("/coordination/appareils");
  await write("Nom de l’appareil", "Écran de la salle");
  await keys.follow("Obtenir un code");
  await said("Le code est prêt.");
  const code = /[0-9A-Z]{4} [0-9A-Z]{4}/u.exec(await read())?.[0] ?? "";
  const screen = await another();
  await screen.open("/appareil");
  await screen.write("Code de l’appareil", "0000 0000");
  await screen.follow("Installer l’appareil");
  await refused(/Ce code n’ouvre rien/u, screen);
  await screen.write("Code de l’appareil", code);
  await screen.follow("Installer l’appareil");
  expect(path(screen)).toMatch(/^\/ecran\//u);
  await screen.page.context().close();
  await agree("Retirer Écran de la salle", "Oui, retirer Écran de la salle");
  await said("L’appareil est retiré.");
});

test("by keyboard, a document is opened and the journal filtered", async () => {
  await open("/coordination/documents");
  await keys.follow(/^Fiche de registre/u);
  await keys.page.evaluate(() => void (window.print = () => void (document.title = "printed")));
  await keys.use("Imprimer");
  expect(await keys.page.title()).toBe("printed");
  await open("/coordination/journal");
  await keys.to("Genre d’acte");
  await keys.type("Lieu caché");
  await keys.follow("Afficher");
  await said(/a caché un lieu au public/u);
});

test("by keyboard, what is kept of a person is looked for by the code that they show", async () => {
  await open("/conseiller/donnees");
  await write("Code de la personne", "ABCDEF");
  await keys.follow("Chercher");
  await keys.page.locator("[role=alert]:focus").waitFor();
});

test("by keyboard, somebody changes their own name and ends their other logins", async () => {
  await app.db.query(
    "INSERT INTO login_session (id, session_token, user_id, expires) SELECT gen_random_uuid(), 'of another browser', id, '2099-01-01' FROM user_account WHERE email = $1",
    [ADMINISTRATION],
  );
  await open("/moi");
  await write("Votre nom", "Administration de la ville");
  await keys.follow("Enregistrer");
  await said("C’est enregistré.");
  await keys.follow("Fermer toutes les autres");
  await said("Toutes les autres connexions sont fermées.");
});

test("by keyboard, a series is made, changed from a day on and ended, each after what it does was read", async () => {
  await open("/coordination/regles");
  await keys.follow("Ajouter un horaire");
  await keys.to("jour de la semaine");
  await keys.type("samedi");
  await keys.to("lieu");
  await keys.type("Shadok");
  await write("nombre de tables", "3");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer cet horaire");
  await said("L’horaire est enregistré. Ses dates sont là, un an d’avance.");
  const { rows } = await app.db.query<{ id: string }>(
    "SELECT id FROM series WHERE weekday = 6 AND desks = 3 ORDER BY id DESC LIMIT 1",
  );
  await open(`/coordination/regles/${rows[0]?.id ?? ""}`);
  await write("nombre de tables", "4");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer ce changement");
  await said("Le changement est enregistré.");
  await open(`/coordination/regles/${rows[0]?.id ?? ""}`);
  await keys.use("Arrêter cet horaire", "Space");
  await keys.follow("Voir ce que cela touche");
  await write("La phrase que liront les habitants", "Dossier 2 85 05 67 482 123 45");
  await keys.follow("Oui, arrêter cet horaire");
  await refused(/numéro/u);
  await write("La phrase que liront les habitants", "C’est fini le samedi.");
  await keys.follow("Oui, arrêter cet horaire");
  await said("L’horaire est arrêté.");
});

test("by keyboard, a half-day is added outside every series, changed and cancelled", async () => {
  await open("/coordination/permanences/creer?jour=2026-12-05");
  await keys.to("lieu");
  await keys.type("Shadok");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer");
  await said("La permanence est ajoutée.");
  await write("nombre de tables", "2");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer");
  await said("Le changement est enregistré.");
  await keys.follow("Qui a changé quoi");
  await said("2 tables (avant : 1 table)");
  await keys.follow("Retour à la permanence");
  await keys.use("Annuler cette permanence", "Space");
  await write("La phrase que liront les habitants", "Dégât des eaux");
  await keys.follow("Oui, annuler cette permanence");
  await said("La permanence est annulée.");
});

test("by keyboard, a calendar of school holidays is sent after another file was refused, tried and imported", async () => {
  await open("/coordination/fermetures");
  await keys.follow("Mettre à jour les vacances scolaires");
  const send = async (text: string): Promise<void> => {
    await keys.to("Fichier du calendrier scolaire");
    const file = { name: "vacances.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await keys.page.getByLabel("Fichier du calendrier scolaire").setInputFiles(file);
    await keys.follow("Voir ce qui changerait");
  };
  await send("Lieu;Jour");
  await refused(/Ce n’est pas le calendrier scolaire du ministère/u);
  await send(
    "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\nVacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Strasbourg;Zone B;2026-2027",
  );
  await said("Zone B : Vacances de Noël");
  await keys.follow("Importer");
  await said("Les vacances scolaires sont à jour.");
});

test("by keyboard, lines of the planning are pasted, tried with one refused, and the good one imported", async () => {
  await open("/coordination/planning/importer");
  await write("Ou collez ici les lignes", "Bonjour");
  await keys.follow("Voir ce qui changerait");
  await refused(/Ce n’est pas un tableau/u);
  const lines = [
    "Lieu;Date;De;À;Tables",
    "Mairie de quartier du Neuhof;19/12/2026;9h;12h;1",
    "Ailleurs;19/12/2026;9h;12h;1",
  ];
  await write("Ou collez ici les lignes", lines.join("\n"));
  await keys.follow("Voir ce qui changerait");
  await said(/^Lignes refusées$/u);
  await keys.follow("Importer");
  await refused(/Des lignes sont refusées/u);
  await keys.use("Importer les bonnes lignes, sans la ligne refusée", "Space");
  await keys.follow("Importer");
  await said("Le planning est importé.");
});

test("by keyboard, an agenda is shared after a refusal, its address copied and changed, a site named, and it is ended", async () => {
  await open("/coordination/partages");
  await keys.follow("Partager un agenda");
  await keys.to("Avec qui");
  await keys.type("Une autre");
  await keys.follow("Partager");
  await refused(/Nom du partage.: ce champ est à remplir/u);
  await write("Son nom, si elle n’est pas dans la liste", "Mission locale");
  await write("Nom du partage", "Mission locale");
  await keys.follow("Partager");
  await said("L’agenda est partagé.");
  await keys.use("Copier l’adresse de la page");
  await said(/Adresse copiée|Copiez-la/u);
  await keys.use("Changer l’adresse", "Space");
  await keys.follow("Oui, changer l’adresse");
  await said("L’adresse est nouvelle.");
  await write("Les sites qui peuvent le montrer", "partenaire.example");
  await keys.follow("Enregistrer les sites");
  await refused(/l’adresse doit commencer par https/u);
  await write("Les sites qui peuvent le montrer", "https://partenaire.example");
  await keys.follow("Enregistrer les sites");
  await said("C’est enregistré.");
  const frame = /src="([^"]+)"/u.exec(await keys.page.getByLabel("Le texte à coller dans leur page").inputValue())?.[1];
  await keys.use("Arrêter ce partage");
  await keys.follow("Oui, arrêter ce partage");
  await said("Le partage est arrêté.");
  expect(frame).toContain("/integrer/");
});

test("by keyboard, a structure that refers people is given its address after a refusal, and is stopped", async () => {
  await open("/coordination/partages");
  await keys.follow("Structures qui orientent");
  await write("Nom de la structure", "Association du port");
  await keys.follow("Donner une adresse");
  await refused(/Écrivez un téléphone ou une adresse e-mail/u);
  await write("E-mail", "association@exemple.fr");
  await keys.follow("Donner une adresse");
  await said("La structure a son adresse.");
  await keys.use("Arrêter");
  await keys.follow("Oui, arrêter");
  await said("L’adresse de la structure ne marche plus.");
});

test("by keyboard, a place is closed without a known end after a refusal, half-days and people are read before, and it is opened again", async () => {
  await open("/coordination/fermetures");
  await keys.follow("Fermer un lieu");
  await write("Pourquoi, en une phrase", "Fuite d’eau dans la salle");
  await keys.follow("Voir ce que cela change");
  await refused(/Choisissez le lieu dans la liste/u);
  await keys.to("Quel lieu");
  await keys.type("Shadok");
  await keys.to("Jusqu’à un jour connu");
  await keys.press("ArrowDown");
  await keys.to("On décide à nouveau le");
  // Chromium's date field takes month, day and year in the order of its own language, which is English here.
  await keys.type("11262026");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer");
  await said(/C’est fermé/u);
  await keys.use("Rouvrir", "Space");
  await keys.follow("Oui, rouvrir");
  await said(/C’est rouvert/u);
});

test("by keyboard, a partner reads their agenda and its frame, and asks for one", async () => {
  await open("/agenda");
  await keys.follow(/Partagé par/u);
  await keys.follow(/Semaine suivante$/u);
  expect(new URL(keys.page.url()).searchParams.get("semaine")).toBe("2026-11-23");
  const { rows } = await app.db.query<{ id: string }>(
    "SELECT id FROM calendar_share WHERE revoked_at IS NULL ORDER BY id LIMIT 1",
  );
  await open(`/coordination/partages/${rows[0]?.id ?? ""}`);
  const snippet = await keys.page.getByLabel("Le texte à coller dans leur page").inputValue();
  await open(/src="([^"]+)"/u.exec(snippet)?.[1] ?? "");
  const tab = keys.page.context().waitForEvent("page");
  await keys.use("Voir toutes les permanences");
  await (await tab).close();
  for (const at of ["/agenda/demander", "/chez/ville-de-strasbourg/agenda/demander"]) {
    await open(at);
    await write("Votre organisation", "Association du quartier");
    await write("Pour quoi faire", "Dire aux personnes où aller");
    await keys.follow("Envoyer la demande");
    await refused(/./u);
    await write("Téléphone professionnel", "03 88 00 00 00");
    await keys.follow("Envoyer la demande");
    await said(/Votre demande .*est enregistrée/u);
  }
});

test("by keyboard, a city is invited, its invitation renewed and withdrawn, and a wrong host name refused", async () => {
  await open("/coordination/collectivites");
  await keys.use(/^Adresse à elle/u, "Space");
  await write("Nom de domaine", "pas un nom");
  await keys.follow("Enregistrer");
  await refused(/./u);
  await keys.to("Pour quoi faire");
  await keys.type("Voir");
  await write("Adresse mail", "caf@partenaire.example");
  await keys.follow("Inviter");
  await said("L’invitation est prête.");
  await keys.follow("Renouveler");
  await said("L’invitation est renouvelée.");
  await agree("Retirer l’invitation", "Oui, retirer l’invitation");
  await said("L’invitation est retirée.");
});

test("by keyboard, a file of places is chosen, tried and imported", async () => {
  const file = join(folder.path, "lieux.json");
  const place = {
    ...PLACE_RECORD,
    id: "maison-neuve",
    nom: "Maison neuve",
    commune: "STRASBOURG",
    code_postal: "67000",
  };
  await writeFile(file, JSON.stringify([{ ...place, latitude: 48.58, longitude: 7.75 }]));
  await open("/coordination/lieux/importer");
  const choosing = keys.page.waitForEvent("filechooser");
  await keys.use("Fichier des lieux", "Space");
  await (await choosing).setFiles(file);
  await write("Seulement ces communes", "Ailleurs");
  await keys.follow("Voir ce qui changerait");
  await refused(/./u);
  const again = keys.page.waitForEvent("filechooser");
  await keys.use("Fichier des lieux", "Enter");
  await (await again).setFiles(file);
  await write("Seulement ces communes", "Strasbourg");
  await keys.follow("Voir ce qui changerait");
  await said("Maison neuve, Strasbourg");
  await keys.follow("Importer");
  await said("Les lieux sont importés.");
});

test("by keyboard, a second factor is set up, its recovery codes renewed, and it is taken away with one of them", async () => {
  await open("/moi/second-facteur");
  await write("Code à 6 chiffres", "12");
  await keys.follow("Activer le second facteur");
  await refused(/./u);
  const letters = await lettersShown();
  await write("Code à 6 chiffres", codeOf(letters));
  await keys.follow("Activer le second facteur");
  await said("Le second facteur est activé.");
  await write("Code de l’application", codeOf(letters, 1));
  await keys.follow("Faire dix nouveaux codes");
  await said("Les nouveaux codes de secours sont prêts.");
  const recovery = /\d{4} \d{4} \d{4}/u.exec(await read())?.[0] ?? "";
  // The second of the two fields of that name.
  await keys.to("Faire dix nouveaux codes");
  await write("Code de l’application", recovery);
  await keys.follow("Retirer");
  await said("Le second facteur est retiré.");
});

/** The secret of the second factor that the page shows. */
const lettersShown = async (by = keys): Promise<string> =>
  /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/u.exec(await read(by))?.[0].replaceAll(" ", "") ?? "";

test("by keyboard, somebody signs in with a code, sets up a second factor, and signs in again with it", async () => {
  const own = await another();
  await signsIn(own, COORDINATION);
  await own.open("/moi/second-facteur");
  const letters = await lettersShown(own);
  await own.write("Code à 6 chiffres", codeOf(letters));
  await own.follow("Activer le second facteur");
  await said("Le second facteur est activé.", own);
  await own.page.context().clearCookies();
  await signsIn(own, COORDINATION);
  expect(path(own)).toBe("/connexion/second-facteur");
  expect(await own.here()).toBe("Code de l’application");
  await own.type("000000");
  await own.send();
  await refused(/./u, own);
  await own.write("Code de l’application", codeOf(letters, 1));
  await own.follow("Continuer");
  expect(path(own)).toMatch(/^\/(?:coordination|conseiller)/u);
  await own.page.context().close();
});

/** Signs in with the code that the test instance shows. */
async function signsIn(own: StaffKeys, email: string): Promise<void> {
  await own.open("/connexion");
  await own.write("Votre adresse mail", email);
  await own.follow("Recevoir un code");
  expect(await own.here()).toBe("Code à 6 chiffres");
  await own.type(/votre code est\D*(\d{6})/u.exec(await read(own))?.[1] ?? "");
  await own.follow("Se connecter");
}

test("by keyboard, an invitation is read aloud, its code typed, and the colleague enters", async () => {
  await open("/coordination/equipe/inviter");
  await write("Adresse mail", "conseiller-3@ville.example");
  await keys.follow("Inviter");
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/u.exec(await read())?.[0] ?? "";
  const own = await another();
  await own.open("/invitation");
  await own.write("Code d’invitation", "AAAA");
  await own.follow("Continuer");
  await refused(/Ce code ne marche pas/u, own);
  await own.write("Code d’invitation", code);
  await own.follow("Continuer");
  await own.write("Votre nom", "Conseiller 3");
  await own.follow("Accepter et entrer");
  expect(path(own)).toBe("/conseiller");
  await own.page.context().close();
});

test("by keyboard, an address to sign in is given and used", async () => {
  await open("/coordination/equipe");
  await keys.follow("Conseiller 1");
  await keys.follow("Donner une adresse de connexion");
  await said("L’adresse de connexion est prête.");
  const link = /\/connexion\/lien\/[\w-]{43}/u.exec(await read())?.[0] ?? "";
  const own = await another();
  await own.open(link);
  await own.follow("Se connecter");
  expect(path(own)).toBe("/conseiller");
  await own.page.context().close();
});

test("by keyboard, the tablet of a place is opened with its code of the day and a name, and gives numbers", async () => {
  await setClock(app, "2026-11-23T08:50:00+01:00");
  await open("/coordination/lieux/mairie-neuhof");
  await keys.follow("Créer le code du jour");
  const code = /\b\d{3} \d{3}\b/u.exec(await read())?.[0] ?? "";
  await open("/conseiller");
  await keys.follow(/^Mairie de quartier du Neuhof/u);
  await open(`/conseiller/permanences/${permanence}/tablette`);
  await keys.follow("Afficher le code");
  await said("Le code est affiché.");
  await open(`/conseiller/permanences/${permanence}/a-prevenir`);
  await keys.follow(/permanences$/u, true);
  await open("/conseiller/a-rappeler");
  await keys.follow(/permanences$/u, true);
  await open(`/conseiller/permanences/${permanence}/aide`);
  await keys.follow("Retour à la tablette", true);
  const tablet = await another();
  await tablet.open("/tablette");
  await tablet.write("Nom du lieu ou ville", "neuhof");
  await tablet.follow("Chercher");
  await tablet.follow(/^Mairie de quartier du Neuhof/u);
  await tablet.write("Code du jour", "000000");
  await tablet.follow("Continuer");
  await refused(/Ce code n’ouvre rien/u, tablet);
  await tablet.write("Code du jour", code);
  await tablet.follow("Continuer");
  await tablet.follow(/^Conseiller 1/u);
  expect(path(tablet)).toBe(`/conseiller/permanences/${permanence}`);
  await tablet.use("Donner les numéros à la porte");
  await tablet.page.getByRole("button", { name: "+ 1 personne" }).waitFor();
  await tablet.page.context().close();
});

test("by keyboard, posters that hang are ticked on the Monday page, and are not listed any more", async () => {
  await open("/coordination/lundi");
  await keys.use("Lieux dont l’affiche n’est pas confirmée");
  await keys.use(/^Mairie de quartier du Neuhof$/u, "Space");
  await keys.follow("C’est affiché");
  await said("C’est noté : cette affiche est au mur.");
  await keys.use("Lieux dont l’affiche n’est pas confirmée");
  expect(await keys.page.getByRole("checkbox", { name: "Mairie de quartier du Neuhof" }).count()).toBe(0);
});

test("by keyboard, somebody is planned at a half-day, taken off, and the last act undone", async () => {
  await open("/coordination/planning?semaine=2026-11-23");
  await keys.follow(/^Neuhof\s*9/u);
  await keys.follow("Retirer Conseiller 1");
  await said("La personne est retirée.");
  await keys.follow(/^Annuler\s*: retrait de Conseiller 1/u);
  await keys.follow("Oui, annuler");
  await said("La dernière action est annulée.");
  await keys.follow(/^Refaire\s*: retrait de Conseiller 1/u);
  await keys.follow("Oui, refaire");
  await said("La dernière action est refaite.");
});

test("by keyboard, somebody's absence is noted beside the week and taken back on its own page, and one's own is noted", async () => {
  await open("/coordination/equipe/semaine?semaine=2026-11-23");
  await keys.follow("Absence de Conseiller 1");
  await keys.follow("Demain");
  await keys.follow("Noter l’absence");
  await said("L’absence est notée.");
  const account = (await app.db.query<{ id: string }>("SELECT id FROM user_account WHERE name = 'Conseiller 1'"))
    .rows[0];
  await open(`/coordination/equipe/${account?.id ?? ""}/absence`);
  await keys.follow(/^Retirer/u);
  await said("L’absence est retirée.");
  await open("/conseiller/absence");
  await keys.follow("Demain");
  await keys.follow("Le matin");
  await keys.follow("Noter l’absence");
  await said("L’absence est notée.");
});

test("by keyboard, the dates of somebody are handed over to a colleague who is free", async () => {
  await planConseiller(app, await plannedPermanence(app, "mairie-neuhof", "2026-12-21"), "Conseiller 1");
  const account = (await app.db.query<{ id: string }>("SELECT id FROM user_account WHERE name = 'Conseiller 1'"))
    .rows[0];
  await open(`/coordination/equipe/${account?.id ?? ""}/dates?du=2026-12-21`);
  await keys.follow("Afficher");
  await keys.follow(/libre pour/u);
  await keys.follow(/^Confier cette date à/u);
  await said("Les dates sont confiées.");
});

test("by keyboard, a day on which somebody is away is settled, and who holds a half-day says that it is not held", async () => {
  await planConseiller(app, await plannedPermanence(app, "mairie-neuhof", "2026-12-07"), "Conseiller 1");
  await open("/coordination/imprevu?jour=2026-12-07");
  await keys.use(/^Conseiller 1/u, "ArrowDown");
  await keys.follow("Voir les permanences à régler");
  await keys.follow("Voir qui prévenir");
  await said("Rien n’est enregistré avant.");
  await keys.follow("Confirmer");
  await said(/^C’est (réglé|enregistré)\./u);
  await keys.follow("Retour au planning");
  await open(`/conseiller/permanences/${await plannedPermanence(app, "mairie-neuhof", "2026-12-14")}/imprevu`);
  await keys.use("Elle n’a pas lieu", "Space");
  await write("Pourquoi, en une phrase", "Le lieu est fermé.");
  await keys.follow("Voir qui prévenir");
  await keys.follow("Confirmer");
  await said("C’est annulé. Aucun habitant à prévenir.");
});

/** Used by keyboard in a test of their own. */
const ELSEWHERE = {
  "/accueil": "reception.test.ts",
  "/accueil/papier": "reception.test.ts",
  "/conseiller/comptes-rendus": "reports.test.ts",
  "/conseiller/comptes-rendus/[id]": "reports.test.ts",
  "/conseiller/permanences/[id]/bilan": "end-of-half-day.test.ts",
  "/coordination/chiffres": "end-of-half-day.test.ts",
  "/conseiller/mes-chiffres": "end-of-half-day.test.ts",
  "/conseiller/entrainement": "practice.test.ts",
  "/conseiller/permanences/[id]/saisie": "end-of-half-day.test.ts",
  "/conseiller/permanences/[id]/saisie/lignes": "end-of-half-day.test.ts",
  "/coordination/premiere-heure/[etape]": "first-hour.test.ts",
  "/installation/[secret]": "first-start.test.ts",
  "/orienter/[secret]": "referrer.test.ts",
  "/orienter/[secret]/feuille": "referrer.test.ts",
  "/messages": "messages-shown.test.ts",
  "/reponse/[lien]": "messages-shown.test.ts",
  "/ne-plus-recevoir/[secret]": "messages-shown.test.ts",
  "/tablette/sans-reseau": "tablet-without-network.test.ts",
};

test("every page of the team and of its partners was used by keyboard", () => {
  expect(missingPages(met.used, ELSEWHERE)).toEqual([]);
});
