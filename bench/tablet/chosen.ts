/**
 * The most that a first load of the tablet may weigh in all with 65 people in line, in kB: document, scripts, styles,
 * fonts, drawings and what it asks the server for, compressed as they are sent.
 */
export const MOST_LOADED = 330;

/** What the page of the tablet asks for last: once it has read the line, and the browser has made and kept a key. */
export const ASKED_LAST = "/api/v1/act-keys";
