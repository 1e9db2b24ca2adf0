/** "l…@mail.example": enough to recognise an address one knows, and no more. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@")
  if (at > 0) return `${[...address][0]}…${address.slice(at)}`
  if (URL.canParse(address)) return `${new URL(address).origin}/…`
  return `${[...address].slice(0, 1).join("")}…`
}
