/** Every advisory lock of Vigie's database: one number, one meaning. */
export const LOCKS = {
  /** Held while cursors are drawn, so that commit order is cursor order. */
  cursor: 7_305_001,
  /** One writer of the catalogue at a time. */
  catalogue: 7_305_002,
  /** Shared by every running worker's session. */
  worker: 7_305_003,
  /** One maker of users at a time. */
  user: 7_305_004,
  /** One change at a time of who is on which list. */
  household: 7_305_010,
} as const
