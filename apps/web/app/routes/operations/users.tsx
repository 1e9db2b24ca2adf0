import { data, Form, redirect } from "react-router"
import { DoorField } from "../../components/account/door.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { Table } from "../../components/site/table.tsx"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { actOnPerson, type PersonAct, type PersonLine, readPeople } from "../../data/account/people.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/users.ts"

export async function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  const operator = await readOperator(request)
  const done = new URL(request.url).searchParams.has("done")
  return { people: await readPeople(operator), done }
}

/** A link is answered with at once and not led to: it is kept nowhere, and shown this once. */
export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const operator = await readOperator(request)
  const done = await actOnPerson(await formOf(request), operator)
  if (done.state === "done") return redirect("/operations/users?done", 303)
  return data(done, { status: done.state === "link" ? 200 : 422 })
}

export default function Users({ loaderData, actionData }: Route.ComponentProps) {
  const { people: words } = useWords().doors
  const { people, done } = loaderData
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {actionData ? <Outcome act={actionData} /> : done && <Said>{words.done}</Said>}
      <p className="text-lead">{words.countPeople(people.length)}</p>
      <Table
        caption={words.title}
        columns={[
          { name: words.person, cell: (person) => <Who person={person} /> },
          { name: words.role, cell: (person) => <Role person={person} /> },
          { name: words.films, cell: (person) => person.films },
          { name: words.since, cell: (person) => person.since },
          { name: words.acts, cell: (person) => <Acts person={person} /> },
        ]}
        rows={people}
        keyOf={({ id }) => id}
      />
      <Invite act={actionData} />
    </>
  )
}

function Outcome({ act }: { readonly act: PersonAct }) {
  const { doors } = useWords()
  const { people: words } = doors
  if (act.state === "link")
    return (
      <div className="notice" role="status">
        <p className="font-semibold">{words.link(act.email)}</p>
        <code className="door-link">{act.url}</code>
        <p className="text-fine">{words.linkHelp}</p>
      </div>
    )
  return (
    <p className="notice" role="alert">
      {act.state === "last" ? words.last : doors.faulty}
    </p>
  )
}

function Said({ children }: { readonly children: string }) {
  return (
    <p className="notice" role="status">
      {children}
    </p>
  )
}

function Who({ person }: { readonly person: PersonLine }) {
  const { people: words } = useWords().doors
  return (
    <>
      <strong>{person.name}</strong>
      {person.you && <span className="text-faint"> ({words.you})</span>}
      <p className="text-fine text-faint">{person.email}</p>
    </>
  )
}

function Role({ person }: { readonly person: PersonLine }) {
  const { people: words } = useWords().doors
  const more = [
    person.second ? words.second : null,
    person.confirmed ? null : words.unconfirmed,
    person.closed === null ? null : words.closed(person.closed),
    person.barred === null ? null : words.barred[person.barred],
  ].filter((each) => each !== null)
  return (
    <>
      {words.roles[person.role]}
      {more.length > 0 && <p className="text-fine text-faint">{more.join(", ")}</p>}
    </>
  )
}

/** What can be done about somebody: a button each, whose name says about whom. */
function Acts({ person }: { readonly person: PersonLine }) {
  const { people: words } = useWords().doors
  const acts =
    person.closed !== null
      ? (["reopen"] as const)
      : ([
          person.role === "operator" ? "revoke" : "grant",
          "reset",
          ...(person.barred === null ? [] : (["mails"] as const)),
          "close",
        ] as const)
  return (
    <Form method="post" action="/operations/users" reloadDocument className="door-acts">
      <input type="hidden" name="id" value={person.id} />
      {acts.map((act) => (
        <button
          key={act}
          type="submit"
          name="act"
          value={act}
          className="button-plain"
          aria-label={words.actOn(words[act], person.email)}
        >
          {words[act]}
        </button>
      ))}
    </Form>
  )
}

function Invite({ act }: { readonly act: PersonAct | undefined }) {
  const { doors } = useWords()
  const { people: words } = doors
  const fault = act?.state === "fault" ? act : null
  return (
    <Part id="invite" name={words.inviteTitle}>
      <p className="max-w-prose">{words.inviteHelp}</p>
      <Form method="post" action="/operations/users" reloadDocument className="setup door-form door" noValidate>
        <input type="hidden" name="act" value="invite" />
        <DoorField
          id="email"
          name={doors.email}
          type="email"
          autoComplete="off"
          value={fault?.email}
          fault={fault?.fault}
        />
        <label className="choice">
          <input type="checkbox" name="operator" />
          {words.asOperator}
        </label>
        <button type="submit" className="button">
          {words.invite}
        </button>
      </Form>
    </Part>
  )
}
