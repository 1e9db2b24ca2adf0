export { type Cluster, keepAlive, type OpenCluster, openCluster } from "./cluster.ts"
export { ClusterError } from "./errors.ts"
export {
  type SupervisedProcess,
  type SuperviseOptions,
  type Supervision,
  superviseProcesses,
} from "./supervise.ts"
export { openTemporaryCluster } from "./temporary.ts"
