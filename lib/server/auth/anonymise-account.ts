import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { refusalOfConstraint, roleRefusals } from "#lib/server/refusal-of-constraint.ts";

/**
 * Takes an account out of use for good: its name, address, telephone, roles, usual hours, topics, logins, tokens,
 * second factor, invitations and sign-in code go; the row stays, so that what the person did in the line keeps its
 * author, whom nobody can name any more (docs/personal-data.md#accounts). Done again, it changes nothing. Refused:
 * `not-found`; `last-administrator` while an organisation would keep nobody who gives every role.
 */
export const anonymiseAccount = async (account: string): Promise<Result<void, "not-found" | "last-administrator">> =>
  isUuid(account)
    ? transaction(async (tx) => {
        const found = await tx.user.findUnique({ where: { id: account }, select: { email: true, anonymisedAt: true } });
        if (!found) return refuse("not-found");
        if (found.anonymisedAt) return accept(undefined);
        const ofAccount = { where: { userId: account } };
        await tx.session.deleteMany(ofAccount);
        await tx.apiToken.deleteMany(ofAccount);
        await tx.secondFactor.deleteMany(ofAccount);
        await tx.membership.deleteMany(ofAccount);
        await tx.workingHours.deleteMany(ofAccount);
        await tx.skill.deleteMany(ofAccount);
        await tx.signInCode.deleteMany(ofAccount);
        await tx.typedForm.deleteMany(ofAccount);
        await tx.invitation.deleteMany({ where: { email: { equals: found.email, mode: "insensitive" } } });
        await tx.organisationInvitation.deleteMany({ where: { email: { equals: found.email, mode: "insensitive" } } });
        await tx.user.update({
          where: { id: account },
          data: {
            name: null,
            image: null,
            phone: null,
            languages: [],
            emailVerified: null,
            email: `${account}@anonymised.invalid`,
            anonymisedAt: toDate(clock.now()),
          },
          select: { id: true },
        });
        return accept(undefined);
      }, "service").catch((error: unknown) => {
        const refusal = refusalOfConstraint(error, roleRefusals);
        if (refusal === undefined) throw error;
        return refuse(refusal);
      })
    : refuse("not-found");
