import { OTHERS, ROLES, type Who } from "./who.ts";

/** Who may, by hand. `own`: roles in the organisation whose it is; `foreign`: roles in another operator; `others`: see `OTHERS`. */
type Row = {
  readonly own: readonly (typeof ROLES)[number][];
  readonly foreign?: readonly (typeof ROLES)[number][];
  readonly others?: readonly (typeof OTHERS)[number][];
};

const TEAM = ["reception", "conseiller", "civic-service", "coordinator"] as const;
const OFFICE: Row = { own: ["coordinator", "administrator"] };
const EVERYBODY: Row = { own: ROLES, foreign: ROLES, others: OTHERS };
const SIGNED_IN: Row = { own: ROLES, foreign: ROLES };

/**
 * Who is let through, row by row, written by hand: the other table, of what the product does, is made by asking. The keys are
 * those of `requests.ts`.
 */
export const EXPECTED: Readonly<Record<string, Row>> = {
  readDescription: EVERYBODY,
  listPlaces: EVERYBODY,
  listTopics: EVERYBODY,
  listPermanences: EVERYBODY,
  readBoard: EVERYBODY,
  followBoard: EVERYBODY,
  readSlots: EVERYBODY,
  bookAppointment: EVERYBODY,
  enrolDevice: EVERYBODY,
  // Whoever holds the secret.
  readAppointment: EVERYBODY,
  moveAppointment: EVERYBODY,
  cancelAppointment: EVERYBODY,
  followVisit: EVERYBODY,
  goAway: EVERYBODY,
  comeBack: EVERYBODY,
  leaveLine: EVERYBODY,
  "takeNumber: with the door": EVERYBODY,
  // The team on site.
  readLine: { own: TEAM, others: ["program", "tablet"] },
  runCommands: { own: TEAM, others: ["program", "tablet"] },
  "runCommands: add a table": { own: ["reception", "coordinator"], others: ["program"] },
  "runCommands: seat somebody of another operator": { own: [] },
  takeNumber: { own: TEAM, others: ["program", "kiosk", "tablet"] },
  "takeNumber: with priority": { own: TEAM, others: ["program", "tablet"] },
  checkInByLink: { own: TEAM, others: ["program", "kiosk", "tablet"] },
  checkInAtTheDoor: { own: TEAM, others: ["program", "kiosk", "tablet"] },
  "bookAppointment: beside the lanes": { own: TEAM, others: ["program"] },
  holdHour: { own: TEAM },
  // Planning, devices, tokens.
  cancelPermanence: { own: ["coordinator"], others: ["program"] },
  changeLanes: { own: ["coordinator"], others: ["program"] },
  listShares: { ...OFFICE, others: ["program"] },
  makeShare: { ...OFFICE, others: ["program"] },
  changeShare: { ...OFFICE, others: ["program"] },
  renewShare: { ...OFFICE, others: ["program"] },
  revokeShare: { ...OFFICE, others: ["program"] },
  makeDevice: { own: ["coordinator", "administrator"], others: ["program"] },
  revokeDevice: { own: ["coordinator", "administrator"], others: ["program"] },
  // Places, topics and people, for a program too; the roles that lead are given and ended by whoever signed in.
  createPlace: { own: ["coordinator", "administrator"], others: ["program"] },
  changePlace: { own: ["coordinator", "administrator"], others: ["program"] },
  hidePlace: { own: ["coordinator", "administrator"], others: ["program"] },
  createTopic: { own: ["coordinator", "administrator"], others: ["program"] },
  changeTopic: { own: ["coordinator", "administrator"], others: ["program"] },
  offerTopic: { own: ["coordinator", "administrator"], others: ["program"] },
  "offerTopic: at a place": { own: ["coordinator", "administrator"], others: ["program"] },
  listPeople: { own: ["coordinator", "administrator"], others: ["program"] },
  invitePerson: { own: ["coordinator", "administrator"], others: ["program"] },
  "invitePerson: as administrator": { own: ["administrator"] },
  giveRole: { own: ["coordinator", "administrator"], others: ["program"] },
  "giveRole: of a coordinator": { own: ["administrator"] },
  endRole: { own: ["coordinator", "administrator"], others: ["program"] },
  "endRole: of a coordinator": { own: ["administrator"] },
  deactivatePerson: { own: ["coordinator", "administrator"], others: ["program"] },
  listTokens: SIGNED_IN,
  // That of somebody else.
  revokeToken: { own: [] },

  // Pages of the team. The partner here receives a share of nobody; the other operator receives that of this one.
  "/agenda": {
    own: ["coordinator", "administrator"],
    foreign: ["reception", "conseiller", "civic-service", "coordinator", "partner", "administrator"],
  },
  "/conseiller": { own: [...TEAM, "contact"] },
  "/conseiller/donnees": { own: TEAM },
  "/conseiller/donnees/chercher": { own: TEAM },
  "/conseiller/donnees/exporter": { own: TEAM },
  "/conseiller/donnees/effacer": { own: TEAM },
  "/conseiller/donnees/effacer: a number": { own: TEAM },
  "/conseiller/permanences/[id]": { own: TEAM, others: ["tablet"] },
  "/conseiller/permanences/[id]: arranges tables": { own: ["reception", "coordinator"] },
  "/conseiller/permanences/[id]/a-prevenir": { own: TEAM },
  "/conseiller/permanences/[id]/tablette": { own: [...TEAM, "administrator"] },
  "/conseiller/permanences/[id]/tablette/[acte]: montrer": { own: [...TEAM, "administrator"] },
  // Nobody who asks is planned there that day: that would open it to them too.
  "/conseiller/permanences/[id]/tablette/[acte]: code": OFFICE,
  "/coordination": OFFICE,
  "/coordination/journal": OFFICE,
  "/coordination/documents": OFFICE,
  "/coordination/documents/[document]": OFFICE,
  "/coordination/lieux": OFFICE,
  "/coordination/lieux/[place]": OFFICE,
  "/coordination/lieux/[place]/[acte]: enregistrer": OFFICE,
  "/coordination/lieux/[place]/[acte]: contact": OFFICE,
  "/coordination/lieux/[place]/[acte]: retirer": OFFICE,
  "/coordination/lieux/[place]/[acte]: cacher": OFFICE,
  "/coordination/lieux/[place]/[acte]: montrer": OFFICE,
  "/coordination/lieux/[place]/[acte]: porte": OFFICE,
  "/coordination/lieux/[place]/[acte]: code": OFFICE,
  "/coordination/lieux/creer": OFFICE,
  "/coordination/lieux/creer/enregistrer": OFFICE,
  // Before an organisation hosts the installation, nobody; then its administrators.
  "/coordination/collectivites": { own: [] },
  "/coordination/collectivites: of the host": { own: ["administrator"] },
  "/coordination/collectivites/[acte]: inviter": { own: ["administrator"] },
  "/coordination/collectivites/[acte]: adresse": { own: ["administrator"] },
  "/coordination/collectivites/[acte]: renouveler": { own: [] },
  "/coordination/collectivites/[acte]: retirer": { own: [] },
  "/coordination/partages": OFFICE,
  "/coordination/partages/[id]": OFFICE,
  "/coordination/partages/demandes/[acte]: refuser": OFFICE,
  "/coordination/partages/creer": OFFICE,
  "/coordination/partages/creer/enregistrer": OFFICE,
  "/coordination/partages/[id]/[acte]: changer": OFFICE,
  "/coordination/partages/[id]/[acte]: cadre": OFFICE,
  "/coordination/partages/[id]/[acte]: renouveler": OFFICE,
  "/coordination/partages/[id]/[acte]: arreter": OFFICE,
  "/coordination/premiere-heure": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]: the plan": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]: the places": OFFICE,
  // One's own name, and a message to oneself.
  "/coordination/premiere-heure/[etape]/[acte]: compte/enregistrer": SIGNED_IN,
  "/coordination/premiere-heure/[etape]/[acte]: mails/essai": SIGNED_IN,
  "/coordination/premiere-heure/[etape]/[acte]: mails/continuer": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]/[acte]: service/enregistrer": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]/[acte]: lieux/creer": OFFICE,
  "/coordination/premiere-heure/[etape]/[acte]: equipe/inviter": OFFICE,
  "/coordination/premiere-heure/[etape]/[acte]: equipe/continuer": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]/[acte]: demarches/enregistrer": OFFICE,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/planifier": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/finir": { own: ["administrator"] },
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/cacher": { own: ["administrator"] },
  "/coordination/lieux/importer": OFFICE,
  "/coordination/lieux/importer/envoyer": OFFICE,
  "/coordination/lieux/importer/confirmer": OFFICE,
  "/coordination/reglages": { own: ["administrator"] },
  "/coordination/reglages/enregistrer": { own: ["administrator"] },
  "/coordination/reglages/declaration": { own: ["administrator"] },
  "/coordination/demarches": OFFICE,
  "/coordination/demarches/[cle]": OFFICE,
  "/coordination/demarches/creer": OFFICE,
  "/coordination/demarches/creer/enregistrer": OFFICE,
  "/coordination/demarches/[cle]/[acte]: enregistrer": OFFICE,
  "/coordination/demarches/[cle]/[acte]: arreter": OFFICE,
  "/coordination/demarches/[cle]/[acte]: reprendre": OFFICE,
  "/coordination/demarches/[cle]/[acte]: pas-ici": OFFICE,
  "/coordination/demarches/[cle]/[acte]: ici": OFFICE,
  "/coordination/appareils": OFFICE,
  "/coordination/appareils/[acte]: creer": OFFICE,
  "/coordination/appareils/[acte]: code": OFFICE,
  "/coordination/appareils/[acte]: retirer": OFFICE,
  "/coordination/equipe": OFFICE,
  "/coordination/equipe/inviter": OFFICE,
  "/coordination/equipe/inviter/envoyer": OFFICE,
  "/coordination/equipe/inviter/envoyer: an administrator": { own: ["administrator"] },
  "/coordination/equipe/[account]": OFFICE,
  "/coordination/equipe/[account]/[acte]: role": OFFICE,
  "/coordination/equipe/[account]/[acte]: arreter-coordinator": { own: ["administrator"] },
  "/coordination/equipe/[account]/[acte]: second-facteur": { own: ["administrator"] },
  "/coordination/equipe/[account]/[acte]: lien": { own: ["administrator"] },
  // One that there is none of.
  "/coordination/equipe/invitations/[invitation]/[acte]: retirer": { own: [] },
  "/lieux/[place]/affiche": { own: [...TEAM, "administrator"] },
};

/** Whether this row lets them through. */
export function isExpected({ own, foreign = [], others = [] }: Row, who: Who): boolean {
  const passing: readonly string[] = [...own, ...foreign.map((role) => `foreign ${role}`), ...others];
  return passing.includes(who);
}
