export { type FakeAnswer, type FakeMail, type FakeResend, startFakeResend } from "./fake-resend.ts"
export { type FakeSmtp, startFakeSmtp } from "./fake-smtp.ts"
export { sampleMessage } from "./sample.ts"
