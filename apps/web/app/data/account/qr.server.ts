import { encode } from "uqr"

/** A QR code as one SVG path, in modules, and how many there are to a side. */
export interface Qr {
  readonly path: string
  readonly size: number
}

/** One path of unit squares; a border of four modules is part of the standard (ISO/IEC 18004). */
export function qrOf(text: string): Qr {
  const { data, size } = encode(text, { ecc: "M", border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join("")
  return { path, size }
}
