import type { LegalFacts, Section } from "./facts.ts"

/** What is done with what is known of people, in French (RGPD, articles 13 et 14). */
export function privacyFr(facts: LegalFacts): readonly Section[] {
  const { legal, accounts, mailBy, country } = facts
  const mails =
    mailBy === null
      ? "Les mails restent sur la machine qui fait tourner Vigie."
      : `Les mails sont remis par ${mailBy}, qui voit l'adresse et le texte de chacun le temps de l'envoi.`
  return [
    {
      id: "short",
      title: "En deux mots",
      body: [
        "Vigie garde ce qu'il faut pour vous reconnaître et vous prévenir, rien de plus. Aucune publicité, aucune mesure d'audience, aucun script ni contenu chargé d'ailleurs.",
        accounts === "local"
          ? "Cette installation sert une seule personne : tout reste sur sa machine."
          : "Sans compte, rien n'est gardé de vous : une liste déposée sur « Vérifier une liste » est lue, puis oubliée.",
      ],
    },
    {
      id: "controller",
      title: "Qui en répond",
      body: [
        legal === null
          ? "La personne qui tient cette installation, qui ne s'est pas encore présentée ici."
          : `${legal.operator}, ${legal.address.replace(/\s*\n\s*/g, ", ")}. Pour toute question : ${legal.email}.`,
      ],
    },
    {
      id: "data",
      title: "Ce qui est gardé, et pourquoi",
      body: [
        [
          "nom, adresse e-mail, mot de passe (son empreinte seulement), langue, fuseau, territoires : pour tenir votre compte et vous écrire (exécution du contrat, RGPD, article 6.1.b) ;",
          "films suivis, règles, films vus ou écartés, listes importées, plateformes cochées, heures calmes, canaux : c'est ce que vous demandez à Vigie (même fondement) ;",
          "alertes et mails envoyés : pour ne pas vous écrire deux fois et vous montrer ce qui a été dit (même fondement) ;",
          "lettres demandées : avec votre accord, que vous retirez d'un lien (article 6.1.a) ;",
          "appareils connectés (navigateur et date, sans adresse IP), essais de connexion comptés sous une empreinte chiffrée, registre des actes d'exploitation : pour la sécurité du service (intérêt légitime, article 6.1.f).",
        ],
        "Rien de cela n'est vendu, loué ni échangé, et aucune décision automatique n'en est tirée.",
      ],
    },
    {
      id: "who",
      title: "Qui y a accès",
      body: [
        legal === null
          ? "La personne qui tient cette installation."
          : `${legal.operator}, et ${legal.host}, qui héberge la machine, pour son compte.`,
        mails,
        "Qui partage une liste avec vous y voit votre nom, ce que vous y ajoutez et ce que vous y marquez comme vu. Les canaux que vous ajoutez (navigateur, ntfy, Discord, webhook) reçoivent ce que disent vos alertes.",
        "Les sites que Vigie lit ne savent rien de vous : c'est Vigie qui les interroge, pas votre navigateur.",
      ],
    },
    {
      id: "long",
      title: "Combien de temps",
      body: [
        [
          "le compte et ce qui en dépend : jusqu'à ce que vous l'effaciez ;",
          "un compte jamais confirmé : 7 jours ; une session : 30 jours ; un lien reçu par mail : une heure ;",
          "une recherche faite hors du catalogue : un jour ; une annulation possible : un jour ;",
          "les mails de compte (confirmation, mot de passe) : 30 jours ;",
          "après l'effacement : une empreinte chiffrée de l'adresse, pour ne plus jamais lui écrire.",
        ],
      ],
    },
    {
      id: "cookie",
      title: "Cookies",
      body: [
        accounts === "local"
          ? "Aucun."
          : "Ceux de la session, posés à la connexion et retirés à la déconnexion. Ils sont nécessaires au service : aucun accord n'est demandé pour eux, et il n'y en a pas d'autres.",
      ],
    },
    {
      id: "rights",
      title: "Vos droits",
      body: [
        "Lire, corriger, emporter et effacer ce qui est gardé : « Mes données » fait tout cela sans demander à personne. Vous pouvez aussi vous opposer à un traitement ou en demander la limitation, en écrivant à l'adresse ci-dessus ; la réponse vient dans le mois.",
        complaint(legal?.country ?? null, country),
      ],
    },
  ]
}

function complaint(code: string | null, country: string): string {
  if (code === "FR")
    return "Si la réponse ne vous satisfait pas, vous pouvez vous plaindre à la CNIL : www.cnil.fr/fr/plaintes, ou Commission nationale de l'informatique et des libertés, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07."
  const whose = code === null ? "de votre pays" : `de votre pays, ou de celui de l'éditeur (${country})`
  return `Si la réponse ne vous satisfait pas, vous pouvez vous plaindre à l'autorité de protection des données ${whose}.`
}
