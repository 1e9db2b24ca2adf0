export { type Cluster, type OpenCluster, openCluster } from "./cluster.ts"
export { ClusterError } from "./errors.ts"
export { openTemporaryCluster } from "./temporary.ts"
