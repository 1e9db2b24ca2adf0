export { type Erased, eraseUser } from "./account/erase.ts"
export { exportUser, type PersonalData } from "./account/export.ts"
export { findUser } from "./account/find.ts"
export {
  askAddress,
  confirmAddress,
  type MovedAddress,
  moveAddress,
  readAddressLink,
} from "./account/move-address.ts"
export { endSessions, listSessions, type SignedInAt } from "./account/sessions.ts"
export { type Profile, setProfile, setQuietHours } from "./account/set-profile.ts"
export { setServices } from "./account/set-services.ts"
export { liftErasure, suppressionOf } from "./account/suppressions.ts"
export { createAccount, hasAccount, type NewAccount } from "./accounts/create.ts"
export { createFirstAccount } from "./accounts/first.ts"
export {
  findInvitation,
  hasOperator,
  type Invitation,
  invite,
  inviteFirst,
  type NewInvitation,
  takeInvitation,
} from "./accounts/invitations.ts"
export {
  allowMails,
  closeAccount,
  listPeople,
  makeReset,
  type PersonRow,
  reopenAccount,
  setRole,
  type Who,
} from "./accounts/people.ts"
export { answerWatch } from "./alerts/answer.ts"
export { makeAlerts } from "./alerts/make.ts"
export { promoteWaiting } from "./alerts/replan.ts"
export {
  decideSend,
  holdSend,
  markAccepted,
  nextSend,
  type OpenSend,
  renewSend,
  retrySend,
  SEND_LEASE_MS,
  type SendPlan,
  splitSend,
} from "./alerts/sends.ts"
export { findDelivery, firstMailDue, type JobDelivery } from "./alerts/turns.ts"
export type {
  DeliveryView,
  NewsletterAbout,
  StandingScope,
  ViewAlert,
  ViewRule,
  ViewWindow,
} from "./alerts/view-types.ts"
export { BACKTEST, type Backtest, type BacktestAsked, backtest, type WouldTell } from "./backtest/backtest.ts"
export type { TriedOn } from "./backtest/scope.ts"
export { addChannel, MOST_CHANNELS, type NewChannel } from "./channels/add.ts"
export { failSend, putOffSend } from "./channels/end-send.ts"
export { pauseChannel, removeChannel, resumeChannel } from "./channels/pause.ts"
export {
  type ChannelRow,
  type ChannelState,
  channelOfDelivery,
  findChannel,
  listChannels,
  type OwnChannel,
} from "./channels/read.ts"
export { recordMailEvent, type SuppressingEvent } from "./channels/record-mail-event.ts"
export { FAILURES, type FailedTry, noteDelivered, noteFailure, noteSent } from "./channels/record-try.ts"
export { setChannelSettings } from "./channels/set-settings.ts"
export { type Barred, suppressedAmong } from "./channels/suppressed.ts"
export { nextTurn, takeTurn } from "./channels/take-turn.ts"
export { letterChannel, type Owner } from "./channels/tell-owner.ts"
export { type AskedFor, type AskedState, type AskedTarget, askCheck } from "./checks/ask.ts"
export { backfillWorks } from "./checks/backfill.ts"
export {
  type ClaimedBatch,
  claimBatch,
  claimTarget,
  type DueTarget,
  handBack,
  releaseHost,
  renewBatch,
} from "./checks/claim.ts"
export { storeFacets } from "./checks/facets.ts"
export { decideHold } from "./checks/holds.ts"
export { type RecordContext, recordChecks } from "./checks/record.ts"
export type {
  ChangedReport,
  CheckReport,
  CheckResult,
  FailedReport,
  SourceFacts,
} from "./checks/report.ts"
export { countSources } from "./checks/source-figures.ts"
export { runTide } from "./checks/tide.ts"
export { type Db, openDb, type Tx } from "./client.ts"
export { type Health, readHealth } from "./doctor.ts"
export {
  CALENDAR_SPAN,
  type CalendarWindow,
  type CalendarWindowsAsked,
  calendarWindows,
} from "./feeds/calendar-windows.ts"
export type { FeedChange, FeedFilter } from "./feeds/change-view.ts"
export { type ChangesAfter, type ChangesAfterPage, changesAfter } from "./feeds/changes-after.ts"
export { type FeedSubject, feedSubject } from "./feeds/feed-subject.ts"
export { ensureFeedToken, feedUser, renewFeedToken } from "./feeds/feed-token.ts"
export { type FeedScope, type NewestPage, newestChanges } from "./feeds/newest-changes.ts"
export { chooseWork, createFromWork, type WorkChoice } from "./films/choose-work.ts"
export {
  type AddedFilm,
  blankFacts,
  type CreateContext,
  type CreatedFilm,
  createFilm,
  type FilmDraft,
} from "./films/create.ts"
export { describeWork, type SilentWork, silentWorks } from "./films/describe.ts"
export {
  addFacts,
  type ImportFacts,
  type ImportOptions,
  type ImportResult,
  importFilms,
  importInto,
} from "./films/import.ts"
export { lockCatalogue } from "./films/lock.ts"
export { type MatchOutcome, matchWorks } from "./films/match.ts"
export { type FilmMerge, type MergedFilm, mergeFilms } from "./films/merge.ts"
export { type RematchedWork, rematchWorks } from "./films/rematch.ts"
export { type PlaceSeed, upsertPlaces } from "./films/seed-places.ts"
export { type TakeContext, type TakenFilm, takeCandidate, takeFilm } from "./films/take.ts"
export { recordWorks, type WorkRow } from "./films/works.ts"
export { computeStays } from "./history/stays.ts"
export { rebuildTallies, tallyChanges } from "./history/tally.ts"
export { inviteToList, revokeListInvitation } from "./household/invite.ts"
export { type JoinRefusal, type JoinView, joinList, viewJoin } from "./household/join.ts"
export { leaveList, removeMember } from "./household/leave.ts"
export { type Household, type Member, MOST_MEMBERS, readHousehold, seenByOthers } from "./household/read.ts"
export {
  type FeedState,
  listNamedFeeds,
  moveHost,
  type PackTarget,
  readFeeds,
  readSetup,
  type Setup,
  writeSetup,
} from "./installation.ts"
export { Legal, type LegalFaults, type LegalField, legalFaults, readLegal, writeLegal } from "./legal.ts"
export {
  endLetter,
  findLetter,
  type LetterData,
  type LetterKind,
  type LetterRow,
  type NewLetter,
  retryLetter,
  writeLetter,
} from "./letters.ts"
export { freeLimits, type LimitRule, type LimitState, takePoint } from "./limits.ts"
export { type BestServices, bestServices } from "./lists/best-services.ts"
export { type CheckedLine, checkList } from "./lists/check-list.ts"
export { chooseFirsts, chooseLines, dismissLines, type LineChoice, recallLines } from "./lists/choose-lines.ts"
export { exportList } from "./lists/export-list.ts"
export { LINE_STATES, type LineCandidate, type LineState } from "./lists/import-lines.ts"
export {
  IMPORT_BATCH,
  type ImportCounts,
  importList,
  type ListImport,
  openImport,
  runImport,
} from "./lists/import-list.ts"
export {
  type ImportLineView,
  type ImportView,
  type LineFilm,
  listImports,
  readImport,
  readImported,
  readImportLines,
} from "./lists/import-page.ts"
export type { ImportTo } from "./lists/import-watches.ts"
export { filmsBy, isFree, isOn, type ListedWindow, type ListTotals } from "./lists/list-check.ts"
export { claimLine, type LineAnswer, leaveLine, recordLine, type SoughtLine } from "./lists/look-up-line.ts"
export { type Listed, matchList } from "./lists/match-list.ts"
export { tellImport } from "./lists/tell-import.ts"
export { armLocations, type LocatingSource } from "./locate/arm.ts"
export { chooseLocation } from "./locate/choose.ts"
export { type Claim, ClaimLost, claimOutbox, finishClaim, putOffClaim, renewClaim } from "./locate/claim.ts"
export { claimHost } from "./locate/hosts.ts"
export {
  askLookup,
  type FoundFilm,
  findLookup,
  type LookupQuery,
  type LookupView,
  readLookup,
  recordLookup,
  withSlugs,
} from "./locate/lookups.ts"
export {
  isLocating,
  type LocatedTarget,
  type LocateView,
  type LocationRow,
  type LocationState,
  readLocatable,
  readLocations,
  type StoredCandidate,
} from "./locate/read.ts"
export {
  beginLocating,
  endLocating,
  failLocating,
  type Located,
  type LocatedContext,
  recordLocated,
} from "./locate/record.ts"
export { listReview, type ReviewCandidate, type ReviewItem } from "./locate/review.ts"
export type { NewLocatedTarget } from "./locate/targets.ts"
export { drift, isUpToDate, migrate } from "./migrate/migrate.ts"
export {
  type AskedNewsletter,
  type KeptNewsletter,
  listNewsletters,
  NEWSLETTER_KINDS,
  type NewsletterKind,
  setNewsletters,
} from "./newsletters/asked.ts"
export type {
  ChangedLine,
  DroppedLine,
  Issue,
  IssueSection,
  NewsPiece,
  WindowLine,
} from "./newsletters/issue.ts"
export { makeNewsletters } from "./newsletters/make.ts"
export {
  dropNews,
  findNews,
  listNews,
  type NewsRow,
  NewsWords,
  pieceOf,
  publishNews,
  writeNews,
} from "./newsletters/news.ts"
export { previewNewsletter, readNewsletter } from "./newsletters/read.ts"
export { noticeOperators } from "./notices/notice-operators.ts"
export { addTargetBy } from "./operations/add-target.ts"
export { type Act, writeAudit } from "./operations/audit.ts"
export { checkTargets } from "./operations/check-targets.ts"
export { decideDelivery } from "./operations/decide-delivery.ts"
export { decideLetter } from "./operations/decide-letter.ts"
export { reopenLocation } from "./operations/reopen-location.ts"
export { reopenWork } from "./operations/reopen-work.ts"
export { retryOutbox } from "./operations/retry-outbox.ts"
export { setTargetEvery } from "./operations/set-target-every.ts"
export { setTargets } from "./operations/set-targets.ts"
export {
  failOutbox,
  type OutboxKind,
  type OutboxRow,
  readyOutbox,
  relayAgain,
  relayOutbox,
} from "./outbox.ts"
export { isWorkerRunning, joinWorkers, oldestDue, type Presence } from "./presence.ts"
export { mergeProviders, type ProviderMerge } from "./providers/merge.ts"
export { type Provider, providerFacts, resolveProviders } from "./providers/providers.ts"
export {
  listProviders,
  type ProviderChange,
  type ProviderPatch,
  type ProviderRow,
  renameProvider,
  setProvider,
  verifyProvider,
} from "./providers/registry.ts"
export { type ProviderSeed, upsertProviders } from "./providers/upsert.ts"
export { prune } from "./prune.ts"
export {
  type DoneView,
  listDone,
  listServices,
  listTold,
  type ServiceChoice,
  type ToldView,
} from "./queries/account.ts"
export { type AwardPage, awardPage, listAwardBodies } from "./queries/award-page.ts"
export { type CalendarEntry, type CalendarOptions, calendar, providerIdOf } from "./queries/calendar.ts"
export {
  type AskedNames,
  type CatalogueChoices,
  type CatalogueFilters,
  type CatalogueOptions,
  type CataloguePage,
  type CatalogueSort,
  catalogue,
  catalogueChoices,
} from "./queries/catalogue.ts"
export { type ChangeLogOptions, type LoggedChange, listChanges } from "./queries/change-log.ts"
export { type ChangeLink, type ChangePage, changePage, type ProofDocument } from "./queries/change-page.ts"
export { type ChangesAsked, type ChangesPage, filmChanges } from "./queries/changes.ts"
export { type ListCoverage, listCoverage, type ServiceFilms } from "./queries/coverage.ts"
export { type EveningItem, type EveningOptions, evening, onList } from "./queries/evening.ts"
export { type FilmAtOptions, filmAt } from "./queries/film-at.ts"
export { findFilmCard } from "./queries/film-details.ts"
export { type FilmPageOptions, filmPage, showFilm } from "./queries/film-page.ts"
export { type Following, NOT_FOLLOWING, readFollowing } from "./queries/following.ts"
export {
  type Flow,
  type HistoryCell,
  type HistoryExtent,
  historyExtent,
  type NamedProvider,
  readFlows,
  readHistory,
  readStays,
  type StayRow,
} from "./queries/history.ts"
export { countHistory, type HistoryChange, type HistoryPage, listHistory } from "./queries/history-changes.ts"
export type { HistoryFilter, HistoryKey, TallyUnit } from "./queries/history-filter.ts"
export {
  type BackItem,
  countFilms,
  demoFilms,
  type HomeLists,
  type HomeOptions,
  homeFilms,
  homeLists,
  type WhatIsOn,
  whatIsOn,
} from "./queries/home.ts"
export { type AuditFilter, type AuditLine, pageAudit } from "./queries/operations/audit.ts"
export { COUNTED } from "./queries/operations/counts.ts"
export { type FilmMergeSide, type FoundFilmRef, findFilmRef, readMergeSide } from "./queries/operations/films.ts"
export { type AbsentClaim, type HoldLine, listHolds, pageAbsent } from "./queries/operations/holds.ts"
export type { Page } from "./queries/operations/keyset.ts"
export { readWaiting, type Waiting } from "./queries/operations/overview.ts"
export {
  type ProviderFilter,
  type ProviderLine,
  type ProviderMergePreview,
  pageProviders,
  previewProviderMerge,
  readProviderLine,
} from "./queries/operations/providers.ts"
export {
  countWorkers,
  type DatabaseFigures,
  databaseFigures,
  type FailedWork,
  type OutboxFigure,
  outboxFigures,
  pageFailedWork,
} from "./queries/operations/queues.ts"
export { pageReports, type ReportLine } from "./queries/operations/reports.ts"
export {
  type LocationLine,
  pageIgnored,
  pageLocations,
  pageWorks,
  type WorkCandidate,
  type WorkLine,
} from "./queries/operations/review.ts"
export {
  type DeliveryLine,
  type FailedLetter,
  pageFailedDeliveries,
  pageFailedLetters,
  pageHeldSends,
  readStuck,
  type SendLine,
} from "./queries/operations/sends.ts"
export {
  type AnswerLine,
  type CheckLine,
  readAnswer,
  readTarget,
  type TargetSheet,
} from "./queries/operations/target.ts"
export {
  pageTargets,
  TARGET_SHOWS,
  type TargetFilter,
  type TargetLine,
  type TargetShow,
} from "./queries/operations/targets.ts"
export { listJobs, type PeopleOfJob, type PersonPage, peopleOfJob, personPage } from "./queries/person-page.ts"
export {
  type Department,
  type DepartmentPage,
  departmentPage,
  listDepartments,
  type PlaceCard,
  type PlacePage,
  placePage,
} from "./queries/place-page.ts"
export { providerNames } from "./queries/provider-names.ts"
export { type ProviderPage, providerPage } from "./queries/provider-page.ts"
export { type RelatedFilm, relatedFilms, type Tie } from "./queries/related.ts"
export { ensureSubject, findSubject, type StandingSubject, searchSubjects } from "./queries/rule-subjects.ts"
export { listFilms, type SearchOptions, searchFilms } from "./queries/search.ts"
export { type SitemapRest, type SitemapRow, sitemapFilms, sitemapPages, sitemapRest } from "./queries/sitemap.ts"
export { readSourceFeeds, readSourceFigures, type SourceFeed, type SourceFigures } from "./queries/source-pages.ts"
export {
  type ToldAlert,
  type ToldBy,
  type ToldPage,
  toldByRules,
  toldTo,
  type WaitingMessage,
  waitingFor,
} from "./queries/told.ts"
export type * from "./queries/types.ts"
export {
  LARGEST_ACT,
  WATCH_STATES,
  type WatchFilters,
  type WatchlistOptions,
  type WatchlistPage,
  type WatchSort,
  type WatchState,
  watchesOf,
  watchlist,
  watchlistFilms,
} from "./queries/watchlist.ts"
export type { ListedFilm, WhereNow } from "./queries/where-now.ts"
export { type ReportedTarget, type ReportView, readReport } from "./reports/read.ts"
export { addReport, type NewReport } from "./reports/report.ts"
export { endStandingRule } from "./rules/end-standing.ts"
export { sendWaitingNow } from "./rules/send-now.ts"
export {
  addStandingRule,
  listStandingRules,
  MOST_RULES,
  removeStandingRule,
  type StandingRule,
  setStandingRule,
} from "./rules/standing.ts"
export { readTellSettings, setTellSettings } from "./rules/tell-settings.ts"
export { ensureSecret, ensureSetting, getSetting, putSetting } from "./settings.ts"
export {
  addTarget,
  listTargets,
  moveTarget,
  type NewTarget,
  setTarget,
  type TargetPatch,
  type TargetRow,
} from "./targets.ts"
export { noteTick, readTicks } from "./ticks.ts"
export { readUnsubscription, signUnsubscription, type Unsubscription } from "./unsubscribe/token.ts"
export { resubscribe, type UnsubscribeView, unsubscribe, viewUnsubscription } from "./unsubscribe.ts"
export { ensureUser, localUser, type NewUser, readUser, type UserRow } from "./users.ts"
export { addWatch, firstWatchedAt, listWatches, removeWatch, type WatchRow } from "./watches.ts"
export { removeWatches, setMarks, setRules } from "./watchlist/acts.ts"
export type { DoneAct } from "./watchlist/before.ts"
export { readDefaultRule, setDefaultRule } from "./watchlist/default-rule.ts"
export { clearMark, type MarkView, readMark, setMark } from "./watchlist/marks.ts"
export { type UndoView, undo, viewUndo } from "./watchlist/undo.ts"
