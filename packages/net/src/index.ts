export type { HttpRequest, RawDocument, Validators } from "./http.ts"
