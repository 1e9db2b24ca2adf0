/** Where `npm run migration` builds its scratch database. */
export const databaseUrl = process.env.DATABASE_URL
