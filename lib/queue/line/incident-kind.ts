/** What may disturb a half-day. Nobody is named and nothing is told: a count, and where to look. */
export const INCIDENT_KINDS = ["network", "power", "alarm", "equipment", "illness", "violence", "other"] as const;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];
