/** The query of a sign-out that is wanted although no code can be sent for coming back. */
export const LEAVE_ANYWAY = "confirme=oui";
