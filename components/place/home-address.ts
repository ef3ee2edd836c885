/** What the home page is narrowed to: a topic, a language, and the INSEE code of the commune near which one looks. */
export type HomeChoice = {
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly near?: string | undefined;
};

/** The address of the home page so narrowed. */
export function homeAddress({ topic, language, near }: HomeChoice): string {
  const query = new URLSearchParams({
    ...(topic !== undefined && { demarche: topic }),
    ...(language !== undefined && { langue: language }),
    ...(near !== undefined && { pres: near }),
  }).toString();
  return query === "" ? "/" : `/?${query}`;
}
