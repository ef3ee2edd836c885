/**
 * The state of the law (arrêté du 20 septembre 2019): « totalement », « partiellement » or « non conforme ».
 */
export const CONFORMITIES = ["full", "partial", "none"] as const;
export type Conformity = (typeof CONFORMITIES)[number];

/**
 * The accessibility statement of an organisation (loi 2005-102, article 47; décret 2019-768). Texts may have several
 * lines; dates are local, « 2026-10-12 ». What is missing is shown as « à compléter par la collectivité ».
 */
export type AccessibilityStatement = {
  readonly state: Conformity;
  /** Percent of the criteria that are respected, 0 to 100. */
  readonly rate?: number | undefined;
  readonly auditor?: string | undefined;
  readonly auditedOn?: string | undefined;
  /** What does not conform; what is excused as a disproportionate burden; what the law exempts. */
  readonly failures?: string | undefined;
  readonly derogations?: string | undefined;
  readonly exempt?: string | undefined;
  readonly technologies?: string | undefined;
  readonly tools?: string | undefined;
  readonly declaredOn?: string | undefined;
  /** A mail address or the https address of a form. */
  readonly contact?: string | undefined;
  /** The délégué of the Défenseur des droits: who and where. */
  readonly recourse?: string | undefined;
  /** The https addresses of the schéma pluriannuel and of the plan of the year. */
  readonly plan?: string | undefined;
  readonly yearPlan?: string | undefined;
};

export type AuditRefusal = "audit-missing" | "rate-of-another-state";

/**
 * Whether the state follows from the audit. Without an audit a site is « non conforme »; with one it is « totalement »
 * at 100 % and « partiellement » from 50 % on. « Non conforme » may always be said, since an audit is worth three
 * years. Refused: `audit-missing` (rate, auditor or date), `rate-of-another-state`.
 */
export function auditRefusal({ state, rate, auditor, auditedOn }: AccessibilityStatement): AuditRefusal | undefined {
  if (state === "none") return undefined;
  if (rate === undefined || auditor === undefined || auditedOn === undefined) return "audit-missing";
  const isFull = rate === 100;
  return rate >= 50 && isFull === (state === "full") ? undefined : "rate-of-another-state";
}
