/** Where a person is sent on: `structure_de_redirection` of the national report, by its values (domain.md, section 3). */
export const REFERRAL_TARGETS = [
  "administration",
  "mediation_numerique",
  "operateur_ou_organisme_en_charge",
  "aide_sociale",
  "insertion_professionnelle",
  "aide_aux_demarches_administratives",
  "autre",
] as const;

export type ReferralTarget = (typeof REFERRAL_TARGETS)[number];
