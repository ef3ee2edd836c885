export { default, generateMetadata } from "#app/[locale]/(site)/donnees-personnelles/page.tsx";
