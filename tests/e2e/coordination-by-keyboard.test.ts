import type { Browser } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { Keys } from "#tests/support/residents/keys.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let keys: Keys;

/** The first start builds the application. */
const BUILD_MS = 300_000;
const ADMINISTRATION = "administration@demo.strasbourg.example";

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await app.db.query(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), $1, 'Administration') ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, organisation.id, role FROM account, organisation, unnest(ARRAY['administrator', 'coordinator', 'conseiller']) AS role WHERE slug = 'ville-de-strasbourg' ON CONFLICT DO NOTHING`,
    [ADMINISTRATION],
  );
  const { page } = await openDevice(browser, app.url, "tablet");
  keys = new Keys(page);
  await signIn(page, ADMINISTRATION, "/coordination");
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const open = async (path: string): Promise<void> => void (await keys.page.goto(app.url + path));
const write = async (label: string | RegExp, text: string): Promise<void> => {
  await keys.to(label);
  await keys.press("ControlOrMeta+a");
  await keys.page.keyboard.type(text);
};
/** Opens an act that asks once more, and does it. */
const agree = async (summary: string, yes: string): Promise<void> => {
  await keys.to(summary);
  await keys.press("Enter");
  await keys.follow(yes);
};
const said = (sentence: string | RegExp): Promise<void> => keys.page.getByText(sentence).first().waitFor();

test("by keyboard, the pages of coordination are reached from each other", async () => {
  await keys.follow(/^Lieux/u);
  expect(new URL(keys.page.url()).pathname).toBe("/coordination/lieux");
  await keys.follow(/^Équipe/u);
  expect(new URL(keys.page.url()).pathname).toBe("/coordination/equipe");
});

test("by keyboard, the settings of the operator are changed", async () => {
  await open("/coordination/reglages");
  await write("Adresse mail", "aide@ville.example");
  await write("Qui publie le site", "Ville de Strasbourg");
  await keys.follow("Enregistrer");
  await said("C’est enregistré.");
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
});

test("by keyboard, a place is made, gets a contact on site and a new code of its door", async () => {
  await open("/coordination/lieux/creer");
  await write("Nom", "Mairie d’Erstein");
  await write("Numéro et rue", "1 place de l’Hôtel de Ville");
  await write("Code postal", "67150");
  await write("Commune", "Erstein");
  await keys.follow("Créer un lieu");
  await said("Le lieu est créé.");
  await keys.to("Ajouter un contact", true);
  await keys.to("Rôle", true);
  await keys.page.keyboard.type("Accueil de la mairie");
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
  await keys.follow("Fermer l’accès");
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
  await agree("Retirer Écran de la salle", "Oui, retirer Écran de la salle");
  await said("L’appareil est retiré.");
});

test("by keyboard, a document is opened and the journal filtered", async () => {
  await open("/coordination/documents");
  await keys.follow(/^Fiche de registre/u);
  await keys.to("Imprimer");
  await open("/coordination/journal");
  await keys.to("Genre d’acte");
  await keys.page.keyboard.type("Lieu caché");
  await keys.follow("Afficher");
  await said(/a caché un lieu au public/u);
});

test("by keyboard, what is kept of a person is looked for by the code that they show", async () => {
  await open("/conseiller/donnees");
  await write("Code de la personne", "ABCDEF");
  await keys.follow("Chercher");
  await keys.page.getByRole("alert").first().waitFor();
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
