export { default, generateMetadata } from "#app/[locale]/(site)/retrouver/page.tsx";
