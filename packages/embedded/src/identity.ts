import { spawnSync } from "node:child_process"
import { lchownSync, lstatSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Binaries } from "./binaries.ts"
import { ClusterError } from "./errors.ts"
import type { ClusterPaths } from "./paths.ts"

/** How PostgreSQL's programs are called: it refuses to run as root, so root has to be somebody else for it. */
export interface Identity {
  readonly prefix: readonly string[]
  readonly uid?: number
  readonly gid?: number
}

/**
 * The first way that works here. Root tries a user namespace (its files stay its own), then another user, then another
 * user who may pass root's directories; a cluster that belongs to somebody already is run as that user.
 */
export function chooseIdentity(paths: ClusterPaths, binaries: Binaries, dataDir: string): Identity {
  const owner = ownerOf(paths.data)
  const me = process.getuid?.()
  if (me === undefined || me !== 0) {
    if (me === undefined || owner === null || owner.uid === me) return { prefix: [] }
    const message = `the data directory ${dataDir} belongs to another user (uid ${owner.uid}): run as that user or set VIGIE_DATA_DIR`
    throw new ClusterError("permission", message)
  }
  const found = rootIdentities(owner).find((identity) => works(identity, paths, binaries))
  if (found !== undefined) return found
  const message = `PostgreSQL does not run as root, and no other user can reach ${dataDir} here: run as an ordinary user, or set VIGIE_DATA_DIR to a directory others may enter`
  throw new ClusterError("permission", message)
}

type Owner = { readonly uid: number; readonly gid: number }

function rootIdentities(owner: Owner | null): Identity[] {
  const namespace: Identity = { prefix: ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"] }
  if (owner !== null && owner.uid !== 0) return asUser(owner)
  const others = ["postgres", "nobody"].flatMap((name) => userNamed(name) ?? [])
  return [namespace, ...others.flatMap(asUser)]
}

function asUser({ uid, gid }: Owner): Identity[] {
  const capable = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
  const prefix = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...capable, "--"]
  return [
    { prefix: [], uid, gid },
    { prefix, uid, gid },
  ]
}

function userNamed(name: string): Owner | null {
  const id = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" })
  const [uid, gid] = [id("-u"), id("-g")]
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

function ownerOf(path: string): Owner | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : { uid: stat.uid, gid: stat.gid }
}

function works(identity: Identity, paths: ClusterPaths, binaries: Binaries): boolean {
  giveTo(identity, paths.root)
  const script = '[ -w "$1" ] && exec "$2" --version'
  const { command, args, options } = callAs(identity, "sh", [
    "-c",
    script,
    "sh",
    paths.root,
    binaries.program("postgres"),
  ])
  return spawnSync(command, args, { ...options, env: binaries.env, stdio: "ignore" }).status === 0
}

/** Hands a file, or a directory and all below it, to the identity, where it is another user's. */
export function giveTo(identity: Identity, path: string): void {
  const { uid, gid } = identity
  if (process.getuid?.() !== 0 || lstatSync(path).uid === (uid ?? 0)) return
  give(path, uid ?? 0, gid ?? 0)
}

function give(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid)
  if (!lstatSync(path).isDirectory()) return
  for (const name of readdirSync(path)) give(join(path, name), uid, gid)
}

/** The call of a program under the identity, for spawn and spawnSync. */
export function callAs(identity: Identity, program: string, args: readonly string[]) {
  const [command = program, ...rest] = [...identity.prefix, program, ...args]
  // setpriv changes the user itself; it needs to start as root for that.
  const ids = identity.prefix.length > 0 ? {} : { uid: identity.uid, gid: identity.gid }
  const options = Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined)) as SpawnIds
  return { command, args: rest, options }
}

type SpawnIds = { readonly uid?: number; readonly gid?: number }
