const HOUR = 60;

/**
 * Minutes after an SMS left at which the gateway is asked what became of it, as long as no receipt came: at growing
 * distances, since a telephone that is on has it within seconds, and an organisation tries for two days.
 */
export const ASKED_AFTER: readonly number[] = [5, 20, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];

/** Minutes after which nobody asks any more, whatever was not asked until then. */
export const ASKED_WITHIN = 72 * HOUR;
