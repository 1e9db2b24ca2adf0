/** One request a source asks for; method GET unless a body is given. */
export interface HttpRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Validators of a target's last good answer; an ETag is only valid with the Accept-Encoding it came under. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
  readonly acceptEncoding: string | null
}

/** A document as received, decompressed and not yet decoded. `url` is where it was found after redirects; null for a file. */
export interface RawDocument {
  readonly url: string | null
  readonly contentType: string | null
  readonly bytes: Uint8Array
}
