/** For tests only: an installation of their own, and sites on loopback that answer what they say. */
export { type FakeFeeds, fakeFeeds } from "./fake-feeds.ts"
export { type FakeFilm, fakeFilms } from "./fake-films.ts"
export { type FakeTmdb, type KnownFilm, openFakeTmdb } from "./fake-tmdb.ts"
export { type Answer, openSite, type Site } from "./site.ts"
export { openTestInstallation, type TestInstallation } from "./test-installation.ts"
