/**
 * A series as a coordinator types it: the words of the lists, as they stand in the sentence. What is left out stays as
 * the form has it.
 */
export type TypedSeries = {
  readonly place: string;
  readonly weekday: "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi";
  readonly from: string;
  readonly to: string;
  readonly rhythm?:
    | "Toutes les 2 semaines"
    | "Le premier du mois :"
    | "Le troisième du mois :"
    | "Le dernier du mois :";
  readonly desks?: number;
  readonly way?: "rendez‑vous d’abord" | "sur rendez‑vous seulement" | "avec ou sans rendez‑vous";
  /** Where appointments come first: when they end. */
  readonly until?: string;
  /** How many desks can be booked, where it is not the advised number. */
  readonly bookable?: number;
  readonly withoutSchoolHolidays?: true;
  readonly lastDay?: string;
  readonly audience?: string;
  readonly language?: string;
};

/** Its last day in the year that is planned. */
const END_OF_LESSONS = "2027-07-02";

const morning = (place: string, weekday: TypedSeries["weekday"], more: Partial<TypedSeries> = {}): TypedSeries => ({
  place,
  weekday,
  from: "09:00",
  to: "12:00",
  ...more,
});
const afternoon = (place: string, weekday: TypedSeries["weekday"], more: Partial<TypedSeries> = {}): TypedSeries => ({
  place,
  weekday,
  from: "14:00",
  to: "17:00",
  ...more,
});
const saturday = (place: string, more: Partial<TypedSeries> = {}): TypedSeries => ({
  place,
  weekday: "samedi",
  from: "10:00",
  to: "12:00",
  ...more,
});

const UNTIL_10 = { way: "rendez‑vous d’abord", until: "10:00" } as const;
const UNTIL_15 = { way: "rendez‑vous d’abord", until: "15:00" } as const;
const EVERY_TWO_WEEKS = { rhythm: "Toutes les 2 semaines" } as const;

/** The places of the year that its plays are about. */
export const TRIANGLE = "Bibliothèque Le Triangle";
export const BOURG = "Bibliothèque Bourg-L’Evesque";
export const CHAMPS_MANCEAUX = "Bibliothèque Champs Manceaux";
export const ALLIAIT = "Si On S’Alliait";
export const MAUREPAS = "Centre social de Maurepas";

/** The first series, which the guided set-up asks for in one sentence. */
export const FIRST_SERIES = morning(TRIANGLE, "lundi", { desks: 2, ...UNTIL_10 });

/** The others: two or three at each of 24 places, in all the ways that the sentence knows. */
export const SERIES: readonly TypedSeries[] = [
  afternoon(TRIANGLE, "jeudi"),
  saturday(TRIANGLE),
  morning("Bibliothèque Thabor-Lucien Rose", "mardi", { desks: 2 }),
  afternoon("Bibliothèque Thabor-Lucien Rose", "vendredi", UNTIL_15),
  saturday("Bibliothèque Thabor-Lucien Rose"),
  afternoon(BOURG, "lundi", UNTIL_15),
  morning(BOURG, "jeudi"),
  afternoon("Rennes métropole", "mardi", { way: "sur rendez‑vous seulement", bookable: 1 }),
  morning("Rennes métropole", "vendredi", { desks: 2, way: "avec ou sans rendez‑vous" }),
  afternoon("Bibliothèque La Bellangerais", "mercredi"),
  morning("Bibliothèque La Bellangerais", "vendredi"),
  afternoon("Bibliothèque Longs-Champs", "mardi"),
  morning("Bibliothèque Longs-Champs", "jeudi"),
  morning(CHAMPS_MANCEAUX, "mercredi", { desks: 2, ...UNTIL_10 }),
  afternoon(CHAMPS_MANCEAUX, "vendredi"),
  saturday(CHAMPS_MANCEAUX),
  morning(ALLIAIT, "lundi"),
  afternoon(ALLIAIT, "mercredi"),
  morning("Pimms Médiation Rennes", "mardi", { desks: 2 }),
  afternoon("Pimms Médiation Rennes", "jeudi", UNTIL_15),
  afternoon("Les Amities Sociales", "lundi"),
  afternoon("Les Amities Sociales", "vendredi"),
  morning("Les Amitiés sociales ( Résidence le Colibri )", "mercredi"),
  morning("Les Amitiés sociales ( Résidence le Colibri )", "jeudi"),
  afternoon("Coop Maurepas", "mardi", { desks: 2, audience: "les allocataires", language: "arabe" }),
  morning("Coop Maurepas", "vendredi"),
  morning(MAUREPAS, "lundi", { withoutSchoolHolidays: true }),
  afternoon(MAUREPAS, "jeudi", { withoutSchoolHolidays: true }),
  morning("Maison de quartier La Bellangerais", "mercredi"),
  afternoon("Maison de quartier La Bellangerais", "vendredi"),
  morning("Accueil des Gens du Voyage en Ille et Vilaine", "mardi"),
  morning("Accueil des Gens du Voyage en Ille et Vilaine", "jeudi", EVERY_TWO_WEEKS),
  afternoon("Mairie de Pacé", "lundi"),
  morning("Mairie de Pacé", "jeudi", EVERY_TWO_WEEKS),
  afternoon("Médiathèque Pacé", "mercredi"),
  saturday("Médiathèque Pacé", { rhythm: "Le premier du mois :" }),
  morning("Commune de Noyal Chatillon sur Seiche", "mardi"),
  afternoon("Commune de Noyal Chatillon sur Seiche", "vendredi", { rhythm: "Le dernier du mois :" }),
  morning("La Poste, Liffré", "mercredi"),
  afternoon("La Poste, Liffré", "lundi", EVERY_TWO_WEEKS),
  afternoon("La Poste, Sens-de-Bretagne", "jeudi"),
  morning("La Poste, Sens-de-Bretagne", "mardi", { rhythm: "Le troisième du mois :" }),
  afternoon("Médiathèque de Nouvoitou", "mercredi", UNTIL_15),
  morning("Médiathèque de Nouvoitou", "vendredi"),
  morning("Mairie de Chantepie", "lundi"),
  afternoon("Mairie de Chantepie", "jeudi", { lastDay: END_OF_LESSONS }),
  afternoon("Mairie de Betton", "mardi"),
  morning("Mairie de Betton", "vendredi"),
  morning("Mairie de Cesson-Sévigné", "mercredi"),
  afternoon("Mairie de Cesson-Sévigné", "lundi"),
];

/** The places that no file has, or has with a wrong position: typed by hand. */
export const PLACES_BY_HAND = [
  {
    name: CHAMPS_MANCEAUX,
    address: "15 rue des Frères Moine",
    postalCode: "35200",
    city: "Rennes",
  },
  { name: "Médiathèque de Nouvoitou", address: "1 place de l’Église", postalCode: "35410", city: "Nouvoitou" },
  { name: "Mairie de Chantepie", address: "44 avenue André Bonnin", postalCode: "35135", city: "Chantepie" },
  { name: "Mairie de Betton", address: "1 place Charles de Gaulle", postalCode: "35830", city: "Betton" },
  {
    name: "Mairie de Cesson-Sévigné",
    address: "1 esplanade de l’Hôtel de Ville",
    postalCode: "35510",
    city: "Cesson-Sévigné",
  },
] as const;

/** The communes whose places come from the file. */
export const COMMUNES = "Rennes, Pacé, Noyal-Châtillon-sur-Seiche, Liffré, Sens-de-Bretagne";
