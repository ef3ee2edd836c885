import type { Server } from "./neuhof.ts";

/** What the database holds of a half-day beside its line. */
export type StoredBeside = {
  readonly referrals: Readonly<Record<string, string>>;
  /** Minutes, by visit. */
  readonly reports: Readonly<Record<string, number>>;
  readonly turnedAway: readonly string[];
  readonly leases: readonly { readonly device: string; readonly first: number; readonly void: boolean }[];
  readonly outcome?: string;
};

export async function storedBeside({ db }: Server, permanenceId: string): Promise<StoredBeside> {
  const referrals = await db.referral.findMany({ where: { visit: { permanenceId } } });
  const reports = await db.activityReport.findMany({ where: { visit: { permanenceId } } });
  const turnedAway = await db.turnAway.findMany({ where: { permanenceId }, orderBy: { at: "asc" } });
  const leases = await db.numberLease.findMany({ where: { permanenceId }, orderBy: { firstNumber: "asc" } });
  const { outcome } = await db.permanence.findUniqueOrThrow({ where: { id: permanenceId }, select: { outcome: true } });
  return {
    referrals: Object.fromEntries(referrals.map(({ visitId, target }) => [visitId, target])),
    reports: Object.fromEntries(reports.map(({ visitId, minutes }) => [visitId ?? "", minutes])),
    turnedAway: turnedAway.map(({ reason }) => reason),
    leases: leases.map(({ device, firstNumber: first, voidedAt }) => ({ device, first, void: voidedAt !== null })),
    ...(outcome !== null && { outcome }),
  };
}
