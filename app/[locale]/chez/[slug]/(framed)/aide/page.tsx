export { default, generateMetadata } from "#app/[locale]/(site)/aide/page.tsx";
