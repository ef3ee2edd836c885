/** The most that a first load of the tablet may weigh in all with 65 people in line, in kB: document, scripts, styles, fonts, drawings and what it asks the server for, compressed as they are sent. */
export const MOST_LOADED = 330;
