/** "de Jeanne Exemple", "d'Anne Le Goff": an `h` is left as it is, as with most of the names that begin with one. */
export function ofInFrench(name: string): string {
  return /^[aeiouàâäéèêëîïôöœùûü]/i.test(name) ? `d'${name}` : `de ${name}`
}

/** A place after "à": "à Lille", "au Havre", "aux Sables-d'Olonne", "à La Rochelle". */
export function atInFrench(place: string): string {
  const [, article, rest] = /^(le|les) (.+)$/i.exec(place) ?? []
  if (article === undefined) return `à ${place}`
  return `${article.toLowerCase() === "le" ? "au" : "aux"} ${rest}`
}
