export { default, generateMetadata } from "#app/[locale]/(site)/agenda/demander/page.tsx";
