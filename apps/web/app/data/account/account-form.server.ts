import { PASSWORD } from "./auth.server.ts"

/** What may be wrong with a field; the words are the page's. */
export type FieldFault = "missing" | "address" | "short" | "long" | "same" | "terms" | "taken"
export type AccountFaults = Partial<Record<"name" | "email" | "password" | "terms", FieldFault>>

/** What comes back with a form that could not be used: everything but the password. */
export interface AccountValues {
  readonly name: string
  readonly email: string
  readonly terms: boolean
}

export interface AskedAccount {
  readonly values: AccountValues
  readonly password: string
  readonly faults: AccountFaults
}

const ADDRESS = /^[^\s@<>"',;]+@[^\s@<>"',;]+$/
const LONGEST_NAME = 80

/** A form that makes an account. `email`: the address is given and not typed; `terms`: they have to be accepted. */
export function readAccountForm(
  form: FormData,
  { email, terms }: { readonly email: string | null; readonly terms: boolean },
): AskedAccount {
  const values = {
    name: textOf(form, "name", LONGEST_NAME),
    email: email ?? textOf(form, "email", 200),
    terms: form.has("terms"),
  }
  const password = passwordOf(form)
  const faults: AccountFaults = {
    ...faultsOf("email", addressFault(values.email)),
    ...faultsOf("password", passwordFault(password, values.email)),
    ...faultsOf("terms", terms && !values.terms ? "terms" : null),
  }
  return { values, password, faults }
}

/** How somebody is called: what they said, else what stands before the @. */
export function nameOf({ name, email }: Pick<AccountValues, "name" | "email">): string {
  return name || (email.split("@")[0] ?? email)
}

export function addressFault(email: string): FieldFault | null {
  if (email === "") return "missing"
  return ADDRESS.test(email) ? null : "address"
}

/** Long enough, and not the address: NIST SP 800-63B asks for length, not for kinds of characters. */
export function passwordFault(password: string, email: string): FieldFault | null {
  if (password === "") return "missing"
  if (password.length < PASSWORD.min) return "short"
  if (password.length > PASSWORD.max) return "long"
  return password.toLowerCase() === email.toLowerCase() ? "same" : null
}

/** A line of text as typed, without the spaces around it. */
export function textOf(form: FormData, name: string, longest: number): string {
  const value = form.get(name)
  return typeof value === "string" ? value.trim().slice(0, longest) : ""
}

/** A password is kept as it is, spaces and all. */
export function passwordOf(form: FormData, name = "password"): string {
  const value = form.get(name)
  return typeof value === "string" ? value.slice(0, 1000) : ""
}

function faultsOf(name: keyof AccountFaults, fault: FieldFault | null): AccountFaults {
  return fault === null ? {} : { [name]: fault }
}
