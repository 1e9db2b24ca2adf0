/** Counts for people go no further: "1 000+" says as much. */
export const COUNTED = 1_000
