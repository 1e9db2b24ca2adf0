import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils"
import pg from "pg"

/** The part of Prisma's schema engine that migrations need. */
export interface Engine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>
  diagnoseMigrationHistory(input: unknown): Promise<unknown>
  diff(input: unknown): Promise<{ exitCode: number; stdout: string | null }>
  free(): void
}

interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
  SchemaEngine: { new: (input: unknown, log: (line: string) => void, adapter: unknown) => Promise<Engine> }
}

type RawAdapter = Awaited<ReturnType<PrismaPg["connect"]>>
interface RawResult {
  fields?: { dataTypeID: number }[]
}
// The adapter's own members that the corrections below reach; its class declares them private.
interface OpenAdapter {
  client: { query(text: string): Promise<unknown> }
  performIO(query: unknown): Promise<RawResult>
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>
  executeScript(script: string): Promise<void>
  onError(error: unknown): never
}

const CHAR_OID = 18
const TEXT_OID = 25

// The engine reads catalogue columns of type "char", which the adapter refuses, and the adapter splits scripts at every
// semicolon, which breaks functions: both are set right here. One connection, so that the advisory lock holds.
class MigratingAdapter extends PrismaPg {
  override async connect(): Promise<RawAdapter> {
    const adapter = await super.connect()
    const open = adapter as unknown as OpenAdapter
    let charColumns: number[] = []
    const performIO = open.performIO.bind(open)
    open.performIO = async (query) => {
      const result = await performIO(query)
      charColumns = []
      for (const [index, field] of (result.fields ?? []).entries()) {
        if (field.dataTypeID !== CHAR_OID) continue
        field.dataTypeID = TEXT_OID
        charColumns.push(index)
      }
      return result
    }
    const queryRaw = open.queryRaw.bind(open)
    open.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    }
    open.executeScript = async (script) => {
      try {
        await open.client.query(script)
      } catch (error) {
        open.onError(error)
      }
    }
    return adapter
  }
}

let loading: Promise<EngineModule> | undefined
const panics: string[] = []

async function loadEngine(): Promise<EngineModule> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => panics.push(message) } })
  const require = createRequire(import.meta.url)
  const glue = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")
  const module = (await import(glue)) as EngineModule
  const wasm = readFileSync(path.join(path.dirname(glue), "schema_engine_bg.wasm"))
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": module as never })
  module.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start as () => void
  start()
  return module
}

/** Runs `work` with Prisma's schema engine (WebAssembly) connected to the database at `url`. */
export async function withEngine<T>(url: string, schemaFile: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  loading ??= loadEngine()
  const { SchemaEngine } = await loading
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigratingAdapter(pool))
  const datamodels = [[schemaFile, readFileSync(schemaFile, "utf8")]]
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    const panic = panics.pop()
    throw panic ? new Error(`the schema engine stopped: ${panic}`, { cause: error }) : error
  } finally {
    await pool.end()
  }
}
