import type { JournalAct } from "#lib/wire/journal.ts";
import type messages from "#messages/fr.json";

type Journal = (typeof messages)["staff"]["journal"];

/**
 * The sentence of each act of the journal, a key under `staff.journal.acts` with `who` as its argument, and its name in the
 * filter, the same key under `staff.journal.kinds`. An act without them does not compile.
 */
export const journalWording: Readonly<
  Record<JournalAct, Exclude<keyof Journal["acts"], "other"> & keyof Journal["kinds"]>
> = {
  "operator-set-up": "operatorSetUp",
  "operator-settings-changed": "operatorSettingsChanged",
  "operator-invited": "operatorInvited",
  "operator-invitation-withdrawn": "operatorInvitationWithdrawn",
  "operator-invitation-accepted": "operatorInvitationAccepted",
  "operator-host-changed": "operatorHostChanged",
  "sign-in-link-made": "signInLinkMade",
  "second-factor-set-up": "secondFactorSetUp",
  "second-factor-removed": "secondFactorRemoved",
  "second-factor-reset": "secondFactorReset",
  "recovery-codes-renewed": "recoveryCodesRenewed",
  "recovery-code-used": "recoveryCodeUsed",
  "person-invited": "personInvited",
  "invitation-renewed": "invitationRenewed",
  "invitation-withdrawn": "invitationWithdrawn",
  "invitation-accepted": "invitationAccepted",
  "role-given": "roleGiven",
  "role-ended": "roleEnded",
  "account-deactivated": "accountDeactivated",
  "account-reactivated": "accountReactivated",
  "half-day-cancelled": "halfDayCancelled",
  "lanes-changed": "lanesChanged",
  "device-made": "deviceMade",
  "device-revoked": "deviceRevoked",
  "tablet-code-made": "tabletCodeMade",
  "tablet-code-renewed": "tabletCodeRenewed",
  "tablet-shown": "tabletShown",
  "tablet-opened": "tabletOpened",
  "tablet-vouched": "tabletVouched",
  "place-made": "placeMade",
  "places-imported": "placesImported",
  "place-changed": "placeChanged",
  "place-hidden": "placeHidden",
  "place-shown": "placeShown",
  "door-renewed": "doorRenewed",
  "place-contact-made": "placeContactMade",
  "place-contact-removed": "placeContactRemoved",
  "topic-made": "topicMade",
  "topic-changed": "topicChanged",
  "topic-on": "topicOn",
  "topic-off": "topicOff",
  "share-made": "shareMade",
  "share-changed": "shareChanged",
  "share-renewed": "shareRenewed",
  "share-revoked": "shareRevoked",
  "share-asked": "shareAsked",
  "share-request-refused": "shareRequestRefused",
  "topics-chosen": "topicsChosen",
  "half-days-planned": "halfDaysPlanned",
  "rule-made": "ruleMade",
  "rule-changed": "ruleChanged",
  "rule-ended": "ruleEnded",
  "closure-made": "closureMade",
  "closure-changed": "closureChanged",
  "closure-lifted": "closureLifted",
  "half-day-given-back": "halfDayGivenBack",
  "person-planned": "personPlanned",
  "person-planned-weekly": "personPlannedWeekly",
  "person-unplanned": "personUnplanned",
  "table-handed-over": "tableHandedOver",
  "planning-undone": "planningUndone",
  "set-up-step-passed": "setUpStepPassed",
  "set-up-finished": "setUpFinished",
  "resident-searched": "residentSearched",
  "resident-exported": "residentExported",
  "resident-erased": "residentErased",
};

/** Whether a word is an act of the journal; one that an earlier version noted may be none. */
export const isJournalAct = (act: string): act is JournalAct => Object.hasOwn(journalWording, act);
