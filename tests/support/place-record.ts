/** A place as the national schema writes it, in Pacé (Ille-et-Vilaine). */
export const PLACE_RECORD = {
  id: "626ce8a2cc2a0205c7beef17",
  nom: "Mairie de Pacé",
  commune: "PACE",
  code_postal: "35740",
  adresse: "11 AV BRIZEUX",
  latitude: 48.1515,
  longitude: -1.7807,
  source: "conseiller-numerique",
  date_maj: "2022-04-30",
  services: "Prendre en main un ordinateur",
  pivot: "21350210700013",
};
