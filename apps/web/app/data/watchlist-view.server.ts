/** A path of this site's own, as a form hands it back; null for anything that leads elsewhere. */
export function localPath(given: FormDataEntryValue | null): string | null {
  if (typeof given !== "string" || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}$/.test(given)) return null
  return given
}
