import type { LegalFacts, LegalTexts, Section } from "./facts.ts"
import { privacyFr } from "./privacy-fr.ts"

const who = ({ legal }: LegalFacts) => legal?.operator ?? "la personne qui tient cette installation"

function terms(facts: LegalFacts): readonly Section[] {
  const { legal, country, accounts } = facts
  const entry = {
    local: "Cette installation sert une seule personne, sur sa propre machine, sans compte.",
    invite: "Un compte s'ouvre sur invitation de la personne qui tient cette installation.",
    open: "Toute personne peut ouvrir un compte en donnant une adresse e-mail et un mot de passe.",
  }[accounts]
  return [
    {
      id: "what",
      title: "Ce qu'est Vigie",
      body: [
        "Vigie relit des pages publiques et des annonces, note où et jusqu'à quand un film peut être vu dans un territoire, et écrit aux personnes qui l'attendent. Elle ne diffuse aucun film, n'en vend ni n'en loue aucun, et n'est payée par aucune plateforme.",
        `Le service est gratuit. Il est rendu par ${who(facts)}.`,
      ],
    },
    {
      id: "account",
      title: "Votre compte",
      body: [
        entry,
        "Vous devez avoir 15 ans au moins, ou l'accord d'un parent. L'adresse est confirmée par un mail. Gardez votre mot de passe pour vous ; une double authentification est proposée.",
        "Vous pouvez partir à tout moment : « Mes données » efface le compte et tout ce qui en dépend, aussitôt.",
      ],
    },
    {
      id: "worth",
      title: "Ce que valent les dates et les prix",
      body: [
        "Chaque offre montre sa source, la page lue, le moment de la lecture et les mots lus. Une source peut se tromper, changer sans prévenir ou cesser de répondre : vérifiez sur la plateforme avant de payer. Les dates déduites ou constatées par Vigie sont dessinées et dites autrement que les dates annoncées.",
        "Le service est fourni tel quel, sans garantie de disponibilité ni d'exactitude. Rien ici ne limite une responsabilité que la loi interdit de limiter.",
      ],
    },
    {
      id: "use",
      title: "Ce qui n'est pas permis",
      body: [
        [
          "aspirer le site ou ses données au-delà des fichiers qu'il propose lui-même ;",
          "y entrer avec le compte d'une autre personne, ou chercher à contourner ses limites ;",
          "inscrire l'adresse d'une autre personne sans son accord ;",
          "s'en servir pour nuire aux sites qu'il lit.",
        ],
        "Un compte qui s'en sert ainsi peut être fermé. La personne concernée en est avertie et peut répondre à l'adresse de la page Contact.",
      ],
    },
    {
      id: "rights",
      title: "À qui sont les données",
      body: [
        "Les titres, marques et textes cités appartiennent à leurs titulaires ; ils sont cités brièvement, avec leur source. Ce que vous saisissez (liste, règles, signalements) reste à vous et peut être emporté.",
        "Ces sources demandent à être nommées :",
        sourcesIn(facts),
      ],
    },
    {
      id: "law",
      title: "Changements, droit et litiges",
      body: [
        "Si ces conditions changent, leur date change ici, et les titulaires d'un compte en sont avertis par mail avant qu'elles ne comptent.",
        legal === null
          ? "Le droit applicable sera dit ici quand la personne qui tient cette installation se sera présentée."
          : `Le droit applicable est celui de ce pays : ${country}. Écrivez d'abord à ${legal.email} ; à défaut d'accord, les tribunaux compétents sont ceux que désigne la loi, et un consommateur garde ceux de son domicile.`,
      ],
    },
  ]
}

function sourcesIn({ sources }: LegalFacts): readonly string[] {
  return sources.map(({ name, attribution }) => (attribution ? `${name} : ${attribution}` : name))
}

function legal(facts: LegalFacts): readonly Section[] {
  const always = aboutSoftware(facts)
  if (facts.legal === null) return always
  const { operator, registration, address, email, director, host, hostAddress } = facts.legal
  return [
    {
      id: "operator",
      title: "Éditeur",
      body: [[operator, ...(registration === "" ? [] : [registration]), address, email]],
    },
    { id: "director", title: "Direction de la publication", body: [director] },
    { id: "host", title: "Hébergement", body: [[host, hostAddress]] },
    ...always,
  ]
}

function aboutSoftware(facts: LegalFacts): readonly Section[] {
  return [
    {
      id: "software",
      title: "Logiciel",
      body: [
        "Vigie est un logiciel libre (licence MIT). Qui le tient ici répond de cette installation ; ses auteurs n'y ont pas accès.",
      ],
    },
    { id: "sources", title: "Sources", body: ["Ce que Vigie montre a été lu chez :", sourcesIn(facts)] },
  ]
}

function contact(facts: LegalFacts): readonly Section[] {
  if (facts.legal === null) return []
  const { operator, address, email, country } = facts.legal
  return [
    { id: "write", title: "Écrire", body: [[operator, email, address]] },
    {
      id: "wrong",
      title: "Signaler une erreur",
      body: [
        "Une offre qui n'est plus là, un prix faux, deux films confondus : la page du film permet de le dire, et ses sources sont relues. Pour le reste, écrivez en donnant l'adresse de la page.",
      ],
    },
    {
      id: "site",
      title: "Vous tenez un site que Vigie lit",
      body: [
        "Vigie suit robots.txt, espace ses demandes et dit à chacune qui la fait. Écrivez pour qu'elle lise moins souvent, autrement, ou plus du tout : c'est fait sans discuter.",
      ],
    },
    {
      id: "data",
      title: "Vos données",
      body: [
        "La plupart des demandes se règlent depuis « Mes données » : lire, corriger, emporter, effacer. Sinon écrivez à la même adresse ; la réponse vient dans le mois.",
        ...(country === "FR"
          ? [
              "Si elle ne vous satisfait pas, la CNIL reçoit les plaintes : www.cnil.fr/fr/plaintes, ou 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.",
            ]
          : []),
      ],
    },
  ]
}

export const legalFr: LegalTexts = { terms, privacy: privacyFr, legal, contact }
