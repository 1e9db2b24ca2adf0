import { NBSP } from "@vigie/core"
import type { LetterPhrases } from "./letters.ts"

const COLON = `${NBSP}: `

export const lettersFr: LetterPhrases = {
  letters: {
    verify: {
      kicker: "Votre adresse",
      subject: "Confirmez votre adresse pour Vigie",
      title: "Est-ce bien vous ?",
      lead: "Quelqu'un, vous sans doute, a donné cette adresse à Vigie. Confirmez-la et c'est prêt.",
      action: "Confirmer mon adresse",
      note: "Le lien est bon pendant une heure. Passé ce délai, la page où il mène en propose un nouveau.",
      why: "Vous recevez cet e-mail parce que cette adresse a été saisie sur Vigie. Si ce n'est pas vous, ne faites rien : rien d'autre ne vous sera envoyé.",
    },
    known: {
      kicker: "Votre compte",
      subject: "Vous avez déjà un compte sur Vigie",
      title: "Vous avez déjà un compte",
      lead: "Quelqu'un, vous sans doute, a voulu ouvrir un compte avec cette adresse. Elle en a déjà un : rien n'a changé.",
      action: "Se connecter",
      note: "Mot de passe oublié ? Le lien plus bas sert à en choisir un autre.",
      why: "Vous recevez cet e-mail parce que cette adresse a été saisie sur Vigie. Si ce n'est pas vous, ne faites rien.",
    },
    reset: {
      kicker: "Votre mot de passe",
      subject: "Choisissez un nouveau mot de passe pour Vigie",
      title: "Un nouveau mot de passe",
      lead: "On nous a dit que vous ne retrouviez plus le vôtre. Choisissez-en un autre : toutes vos sessions seront fermées.",
      action: "Choisir un mot de passe",
      note: "Le lien est bon pendant une heure, et une seule fois.",
      why: "Vous recevez cet e-mail parce que quelqu'un a demandé un nouveau mot de passe pour cette adresse. Si ce n'est pas vous, ne faites rien : l'ancien reste bon.",
    },
    invitation: {
      kicker: "Invitation",
      subject: "On vous invite sur Vigie",
      title: "Venez sur Vigie",
      lead: "Vigie dit où et jusqu'à quand on peut voir un film, et vous écrit quand un film que vous attendez devient disponible.",
      action: "Accepter l'invitation",
      note: "Le lien est bon pendant sept jours, et une seule fois.",
      why: "Vous recevez cet e-mail parce que quelqu'un a invité cette adresse sur cette installation de Vigie. Sans réponse de votre part, rien d'autre ne vous sera envoyé.",
    },
    addressChanged: {
      kicker: "Votre compte",
      subject: "L'adresse de votre compte Vigie a changé",
      title: "Votre adresse a changé",
      lead: "Votre compte Vigie utilise maintenant une autre adresse. Celle-ci ne recevra plus rien.",
      action: null,
      note: null,
      why: `Vous recevez cet e-mail parce que cette adresse était celle du compte. Si ce n'est pas vous qui l'avez changée, écrivez-nous tout de suite${COLON}l'adresse est plus bas.`,
    },
    erased: {
      kicker: "Votre compte",
      subject: "Votre compte Vigie est effacé",
      title: "C'est effacé",
      lead: "Votre compte, votre liste et tout ce que nous gardions de vous sont effacés. Cet e-mail est le dernier.",
      action: null,
      note: null,
      why: "Vous recevez cet e-mail parce que cette adresse était celle du compte effacé.",
    },
  },
  rows: { address: "Adresse", newAddress: "Nouvelle", by: "De", at: "Écrit le" },
  page: "Ouvrir Vigie",
  contact: "Nous écrire",
  forgotten: "Choisir un nouveau mot de passe",
}
