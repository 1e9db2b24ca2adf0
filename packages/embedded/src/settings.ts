/** `safe` survives a power cut; `none` is for tests: fast, safe from kill -9, lost with the machine. */
export type Durability = "safe" | "none"

/**
 * What a server for one product on one machine needs: small when idle (few buffers, no I/O workers, no replication),
 * loopback only, UTC. JIT costs more than it gives on short queries.
 */
const COMMON: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "80",
  shared_buffers: "64MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  effective_cache_size: "512MB",
  huge_pages: "off",
  jit: "off",
  io_method: "sync",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "512MB",
  max_logical_replication_workers: "0",
  max_worker_processes: "4",
  max_parallel_workers: "2",
  autovacuum: "on",
  autovacuum_max_workers: "2",
  TimeZone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
}

const UNSAFE: Readonly<Record<string, string>> = {
  fsync: "off",
  full_page_writes: "off",
  max_connections: "200",
}

/** The server's command line: settings there outrank any file of the cluster. */
export function serverArguments(data: string, port: number, durability: Durability): string[] {
  const settings = { ...COMMON, ...(durability === "none" ? UNSAFE : {}) }
  const pairs = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  return ["-D", data, "-p", String(port), ...pairs]
}
