/** Links come from the pages that were read: anything but http(s) is dropped. */
export function safeUrl(url: string | null): string | null {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null
}
