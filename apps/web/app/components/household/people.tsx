import { Form } from "react-router"
import type { HouseholdAct, HouseholdSheet, MemberLine } from "../../data/household/household.server.ts"
import { useWords } from "../../i18n/words.ts"
import { TextField } from "../site/fields.tsx"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"

interface MemberTableProps {
  readonly members: readonly MemberLine[]
  readonly owner: boolean
}

/** Who is on the list, with what the one who keeps it may do about each. */
export function MemberTable({ members, owner }: MemberTableProps) {
  const { household: words } = useWords()
  const columns = [
    { name: words.person, cell: (member: MemberLine) => <Name member={member} /> },
    { name: words.role, cell: ({ role }: MemberLine) => words.roles[role] },
    { name: words.since, cell: ({ since }: MemberLine) => since },
  ]
  const acts = {
    name: words.acts,
    cell: (member: MemberLine) => !member.you && <Remove member={member} />,
    blank: ({ you }: MemberLine) => you,
  }
  return (
    <Table
      caption={words.people}
      columns={owner ? [...columns, acts] : columns}
      rows={members}
      keyOf={({ id }) => id}
    />
  )
}

function Name({ member }: { readonly member: MemberLine }) {
  const { household: words } = useWords()
  return (
    <>
      <strong>{member.name}</strong>
      {member.you && <span className="text-faint"> ({words.you})</span>}
    </>
  )
}

function Remove({ member }: { readonly member: MemberLine }) {
  const { household: words } = useWords()
  return (
    <Act act="remove" id={member.id} label={words.removeOf(member.name)}>
      {words.remove}
    </Act>
  )
}

interface ActProps {
  readonly act: "remove" | "revoke"
  readonly id: string
  /** Names what it is about. */
  readonly label: string
  readonly children: string
}

function Act({ act, id, label, children }: ActProps) {
  return (
    <Form method="post" action="/watchlist/people" reloadDocument>
      <input type="hidden" name="id" value={id} />
      <button type="submit" name="act" value={act} className="button-plain" aria-label={label}>
        {children}
      </button>
    </Form>
  )
}

interface InviteFormProps {
  readonly sheet: HouseholdSheet
  readonly act: HouseholdAct | undefined
}

/** A link for somebody, and those that still wait. */
export function InviteForm({ sheet, act }: InviteFormProps) {
  const { household: words } = useWords()
  const fault = act?.state === "fault" ? act : null
  return (
    <Part id="invite" name={words.inviteTitle}>
      <p className="mb-4 max-w-prose">
        {words.inviteHelp} {words.inviteWho[sheet.accounts]}
      </p>
      <Form method="post" action="/watchlist/people" reloadDocument className="form" noValidate>
        <TextField
          id="email"
          type="email"
          label={words.email}
          help={words.emailHelp}
          fault={fault?.fault}
          value={fault?.email ?? ""}
          autoComplete="off"
          maxLength={200}
        />
        <button type="submit" name="act" value="invite" className="button">
          {words.invite}
        </button>
      </Form>
      {sheet.invitations.length > 0 && (
        <>
          <h3 className="mt-8 font-semibold">{words.open}</h3>
          <ul className="lines mt-2">
            {sheet.invitations.map(({ id, since, until }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
                <span>{words.openLine(since, until)}</span>
                <Act act="revoke" id={id} label={words.revokeOf(since)}>
                  {words.revoke}
                </Act>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  )
}
